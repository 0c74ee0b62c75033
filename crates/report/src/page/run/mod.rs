//! The page of a run: one file a section, in the order in which they are read.

mod activities;
mod all;
mod assumptions;
mod cells;
mod checks;
mod claims;
mod first;
mod made;
mod meanings;
mod methods;
mod pathways;
mod pilots;
mod policies;
mod provenance;
mod targets;
mod time;

use super::findings;
use super::parts::{Page, PageKind};

pub use made::RunMade;

/// The page of a run.
pub fn run_page(made: &RunMade) -> Page {
    let page = Page::new(
        PageKind::Run,
        &made.scenario.title,
        first::question(made),
        first::answer(made),
        first::parts(made),
        [
            policies::section(made),
            time::section(made),
            activities::section(made),
            checks::section(made),
            claims::section(made),
            targets::section(made),
            pathways::section(made),
            pilots::section(made),
            findings::section("lints", made.lints),
            methods::section(made),
            assumptions::section(made),
            all::section(made),
            meanings::section(made),
            provenance::section(made),
        ],
    );
    Page {
        policies: made.policies().map(|p| made.name(p).to_owned()).collect(),
        ..page
    }
}
