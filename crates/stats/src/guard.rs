//! What has to hold for a function to have an answer: with `?`, it goes on or ends without one.

/// Goes on only if so.
#[inline]
pub(crate) const fn only_if(holds: bool) -> Option<()> {
    if holds { Some(()) } else { None }
}

/// There is none if so. Of numbers it is not the contrary of the other: what is no number is neither above nor below.
#[inline]
pub(crate) const fn none_if(holds: bool) -> Option<()> {
    only_if(!holds)
}
