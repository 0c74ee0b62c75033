//! What holds `tierone-fit` to what it promises, from outside.

mod amounts;
mod coaching_decay;
mod latent_class;
mod mixed_models;
mod recovery;
mod recovery_tiers;
mod tables;
mod tally;
