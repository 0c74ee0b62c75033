//! tierone
