//! Paragraphs, lists, charts, terms and files of a page.

use std::collections::BTreeMap;

use maud::{Markup, PreEscaped, html};
use tierone_stats::format::shown;

use super::table::table;
use super::words::{plain_words, words};
use crate::page::parts::{Chart, Part, Terms};

/// The pictures of a page by name.
pub(super) struct Charts<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Charts<'a> {
    /// These pictures; what is no picture, or could do more than be looked at, is left out.
    pub(super) fn new(charts: &'a [(String, String)]) -> Self {
        let is_picture = |svg: &str| {
            svg.starts_with("<svg ")
                && svg.trim_end().ends_with("</svg>")
                && !svg.contains("<script")
        };
        let pictures = charts.iter().filter(|(_, svg)| is_picture(svg));
        Self(
            pictures
                .map(|(name, svg)| (name.as_str(), svg.as_str()))
                .collect(),
        )
    }
}

/// One thing of a section.
pub(super) fn part(part: &Part, charts: &Charts) -> Markup {
    match part {
        Part::Text(text) => html! { p { (words(text)) } },
        Part::Quotation(paragraphs) => html! {
            blockquote {
                @for text in paragraphs { p { (words(text)) } }
            }
        },
        Part::List(items) => html! {
            ul {
                @for item in items { li { (words(item)) } }
            }
        },
        Part::Table(one) => table(one),
        Part::Chart(one) => chart(one, charts),
        Part::Terms(one) => terms(one),
        Part::Code(code) => html! {
            details {
                summary { (words(&code.summary)) }
                pre tabindex="0" { code { (shown(&code.text)) } }
            }
        },
        Part::Folded(summary, tables) => html! {
            details {
                summary { (words(summary)) }
                @for one in tables { (table(one)) }
            }
        },
    }
}

/// A picture on white paper, whatever the colours of the page, with its figures below.
fn chart(chart: &Chart, charts: &Charts) -> Markup {
    let caption = format!("Figures behind “{}”. {}", chart.title, chart.subtitle);
    html! {
        figure id={ "chart-" (chart.name) } {
            @match charts.0.get(chart.name.as_str()) {
                Some(svg) => div.paper tabindex="0" role="group" aria-label={ "Chart: " (plain_words(&chart.title)) } {
                    (PreEscaped(svg))
                },
                None => p { (words(&chart.title)) },
            }
            figcaption {
                details {
                    summary { "Figures behind this chart: " (plain_words(&chart.title)) }
                    div.scroll tabindex="0" {
                        table {
                            caption { (plain_words(&caption)) }
                            thead {
                                tr { @for name in &chart.columns { th scope="col" { (plain_words(name)) } } }
                            }
                            tbody {
                                @for row in &chart.rows {
                                    tr {
                                        @for (at, cell) in row.iter().enumerate() {
                                            @if at == 0 { th scope="row" { (plain_words(cell)) } }
                                            @else { td { (plain_words(cell)) } }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn terms(terms: &Terms) -> Markup {
    html! {
        details {
            summary { (words(&terms.summary)) }
            dl {
                @for term in &terms.terms {
                    dt { (plain_words(&term.word)) }
                    @for text in &term.meaning { dd { (words(text)) } }
                }
            }
        }
    }
}
