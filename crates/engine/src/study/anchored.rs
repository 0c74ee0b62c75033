//! What an anchor comes to: a shift, or why there is none.

use std::fmt;

use tierone_analysis::AnchorError;

/// A scenario's shift, and how it was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anchored {
    /// What is added to the log-odds of accuracy attributes.
    pub shift: f64,
    /// How far it may be out; none where closed forms gave it.
    pub error: Option<AnchoredError>,
}

/// How far a shift that was found by simulation may be out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AnchoredError {
    /// Standard error of the shift, log-odds.
    pub shift: f64,
    /// Standard error of the figure that the policy's check reports at that shift, a share.
    pub accuracy: f64,
    /// Replications that gave the level of the figure.
    pub replications: u32,
}

/// Why no shift was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Unanchored {
    /// Closed forms say so.
    Closed(AnchorError),
    /// The check's figure does not come to the anchor.
    OutOfReach {
        /// The figure asked for.
        anchor: f64,
        /// The nearest that the check reports.
        nearest: f64,
    },
    /// The check drew nothing in any replication.
    NoFigure,
    /// The replications cannot tell one shift from another nearby.
    TooFew,
    /// It was told to stop.
    Stopped,
}

impl fmt::Display for Unanchored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Closed(error) => error.fmt(f),
            Self::OutOfReach { anchor, nearest } => write!(
                f,
                "a figure of {:.4} % is out of reach of the check's own estimate: {} it reports {:.4} %",
                100.0 * anchor,
                if nearest < anchor {
                    "with hardly any errors"
                } else {
                    "with errors nearly everywhere"
                },
                100.0 * nearest
            ),
            Self::NoFigure => f.write_str("the anchor's check draws nothing, so it reports no figure"),
            Self::TooFew => f.write_str(
                "the replications of the anchor are too few to show how the figure moves with the rates",
            ),
            Self::Stopped => f.write_str("stopped before the anchor was found"),
        }
    }
}

impl std::error::Error for Unanchored {}
