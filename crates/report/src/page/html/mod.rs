//! A page as HTML: one file without anything to fetch, whole without its script, every text escaped.

mod head;
mod part;
mod table;
mod words;

use maud::{DOCTYPE, Markup, html as markup};

use super::parts::{Page, Section};
use part::Charts;
use words::{plain_words, words};

/// The page, with the SVG of its charts by name. A chart without a picture is shown by its figures.
pub fn html(page: &Page, charts: &[(String, String)]) -> String {
    let charts = Charts::new(charts);
    let text = markup! {
        (DOCTYPE)
        html lang="en-GB" {
            (head::head(page))
            body {
                a.skip href="#main" { "Skip to the answer" }
                header {
                    p.brand { (page.tool) ": " (head::what(page.kind)) }
                    h1 { (words(&page.title)) }
                    p.question { (words(&page.question)) }
                }
                main #main {
                    (first(page, &charts))
                    (contents(page))
                    @for section in &page.sections {
                        (of_section(section, &charts))
                    }
                }
                footer {
                    p { "Made by " (page.tool) " " (page.version) ". One file: it fetches nothing, and says the same without its script." }
                }
                (head::scripts(page))
            }
        }
    };
    text.into_string()
}

fn first(page: &Page, charts: &Charts) -> Markup {
    markup! {
        section #answer aria-labelledby="answer-title" {
            h2 #answer-title { "The answer" }
            ul.answer {
                @for sentence in &page.answer {
                    li { (words(sentence)) }
                }
            }
            @for part in &page.first {
                (part::part(part, charts))
            }
        }
    }
}

fn contents(page: &Page) -> Markup {
    markup! {
        nav aria-labelledby="contents-title" {
            h2 #contents-title { "On this page" }
            ul {
                @for section in &page.sections {
                    li { a href={ "#" (section.id) } { (plain_words(&section.title)) } }
                }
            }
        }
    }
}

fn of_section(section: &Section, charts: &Charts) -> Markup {
    let title = format!("{}-title", section.id);
    markup! {
        section id=(section.id) aria-labelledby=(title) {
            h2 id=(title) { (words(&section.title)) }
            @for part in &section.parts {
                (part::part(part, charts))
            }
        }
    }
}
