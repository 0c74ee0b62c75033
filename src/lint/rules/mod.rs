//! Every rule, one file each; their order and families are in the table of `lint`.

pub(super) mod duplicate_policies;
pub(super) mod unbounded_loop;
pub(super) mod unknown_lint;
pub(super) mod unused_pool;
