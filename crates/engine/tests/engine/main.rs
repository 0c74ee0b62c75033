//! What holds `tierone-engine` to what it promises, from outside.

mod agreement;
mod anchor;
mod audits;
mod compare;
mod coverage;
mod damaged;
mod demand;
mod designs;
mod double_sampling;
mod facts;
mod factual;
mod flagging;
mod intervals;
mod letter;
mod national_year;
mod offices;
mod opening;
mod pilots;
mod random_offices;
mod remembering;
mod sampling;
mod shortfalls;
mod simulated_lists;
mod targets;
mod value_weighted;
mod workflow;
