//! `tierone sample`: draw a real sample from a list of cases, with a sheet for its outcomes and a record
//! from which anyone can draw it again.

mod beside;
mod missing;
mod options;
mod outcomes;
mod output;
mod passes;
mod record;
mod source;

pub(super) use options::Options;

use tierone_records::drawing::{Choosing, Frame};

use super::exit::Failure;
use super::lists::{List, hexadecimal};
use super::terminal;
use output::Output;
use passes::Passes;

/// Draws a sample.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let options = &options.with_form();
    let source = source::source(options)?;
    let list = List::at(&options.cases, &options.reading)?;
    for note in &list.notes {
        terminal::talk(&format!("note: {note}"));
    }
    let passes = Passes::over(&list, options, &source)?;
    Output::may_stand(options)?;

    let mut frame = Frame::new(&passes.plan, options.seed);
    let counted = passes.first(&mut frame)?;
    let twice = frame.twice();
    if !twice.is_empty() {
        return Err(passes.twice(&twice)?);
    }
    if counted.rows == 0 {
        return Err(Failure::input(format!(
            "{} has no case in it: there is no row below the names of its columns",
            options.cases.display()
        ))
        .help("name a list with a row a case"));
    }
    if frame.cases() == 0 {
        return Err(Failure::input(format!(
            "no case of {} can be drawn: {} rows were read, {} met the conditions, {} of them belong \
             to no stratum",
            options.cases.display(),
            counted.rows,
            counted.met,
            frame.outside
        ))
        .help(match (options.conditions.is_empty(), options.closed.is_none()) {
            (true, true) => "choose another method",
            (true, false) => "ask for other days with --closed, or choose another method",
            (false, true) => "loosen --where, or choose another method",
            (false, false) => "loosen --where and --closed, or choose another method",
        }));
    }

    let mut choosing = Choosing::new(&mut frame);
    passes.second(&mut choosing)?;
    let chosen = choosing.done();

    let mut output = Output::begin(options, &source, &passes, &frame, &chosen)?;
    let hash = passes.third(&chosen, |source, row, case, drawn| {
        output.add(source, row, case, drawn)
    })?;
    if hexadecimal(&hash) != counted.hash {
        return Err(Failure::input(format!(
            "{} changed while it was read",
            options.cases.display()
        ))
        .help("draw again from a file that stays as it is"));
    }
    let conditions = passes.conditions();
    output.end(options, &source, &frame, &chosen, &counted, &conditions)
}
