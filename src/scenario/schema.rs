//! The JSON Schema of scenario files.
