//! What holds `tierone-forecast` to what it promises, from outside.

mod reference;
mod tables;
