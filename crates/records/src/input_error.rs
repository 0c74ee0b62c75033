//! Why something asked for or given cannot be used.

/// Why something asked for or given cannot be used, and what the reader can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputError {
    /// What is wrong.
    pub message: String,
    /// What the reader can do, where there is anything.
    pub help: Option<String>,
}

impl From<String> for InputError {
    fn from(message: String) -> Self {
        Self::new(message)
    }
}

impl InputError {
    /// Without help.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
        }
    }

    /// The same, with what the reader can do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
