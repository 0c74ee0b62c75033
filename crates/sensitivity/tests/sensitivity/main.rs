//! What a tornado says of an office whose answers are known.

mod office;
