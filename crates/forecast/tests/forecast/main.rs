//! What holds `tierone-forecast` to what it promises, from outside.

mod model;
mod reference;
mod synthetic;
mod tables;
mod years;
