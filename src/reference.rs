//! A reference page in Markdown: all that `tierone explain` says of one kind of name.

use super::names::{Topic, TopicKind};
use tierone_lint::{FAMILIES, OFFICE};

/// The page of one kind.
pub(super) fn page(kind: TopicKind, topics: &[Topic]) -> String {
    match kind {
        TopicKind::Lints => lints(topics),
        _ => {
            let title = format!("# {}\n\n", format!("{kind:?}").to_lowercase());
            title + &topics.iter().map(section).collect::<String>()
        }
    }
}

fn lints(topics: &[Topic]) -> String {
    let mut page = format!(
        "# Lints\n\nWhat `tierone lint` checks in a policy, before anything is simulated. This page is written by \
         `tierone list lints --format markdown`.\n\nThere are {} lints in {} families. The examples change \
         [one small office](#the-office-of-the-examples), on which no lint triggers.\n\n",
        topics.len(),
        FAMILIES.len()
    );
    page += "| code | name | what it looks for |\n| --- | --- | --- |\n";
    for topic in topics {
        page += &format!(
            "| [{0}](#{1}) | {2} | {3} |\n",
            topic.name,
            anchor(topic),
            topic.aside,
            topic.meaning
        );
    }
    for family in FAMILIES {
        let (name, meaning) = (family.name, family.meaning);
        page += &format!("\n## {}: {name}\n\n{meaning}\n\n", family.letter);
        let of_family = topics
            .iter()
            .filter(|topic| topic.name.starts_with(family.letter));
        page += &of_family.map(section).collect::<String>();
    }
    page += &format!("\n## The office of the examples\n\n```toml\n{OFFICE}```\n");
    page.replace("\n\n\n", "\n\n")
}

/// Where a heading is, as code hosts name it.
fn anchor(topic: &Topic) -> String {
    format!("{}-{}", topic.name.to_lowercase(), topic.aside)
}

fn section(topic: &Topic) -> String {
    let title = match topic.stands_for() {
        Some(name) => format!("{} {name}", topic.name),
        None => format!("{} ({})", topic.name, topic.aside),
    };
    let mut text = format!("### {title}\n\n{}\n\n", topic.meaning);
    for paragraph in &topic.more {
        text += &match paragraph.starts_with("    ") {
            true => {
                let lines = paragraph.lines();
                let kept = lines.map(|line| line.strip_prefix("    ").unwrap_or(line));
                let kept: Vec<&str> = kept.collect();
                format!("```toml\n{}\n```\n\n", kept.join("\n").trim_end())
            }
            false => format!("{paragraph}\n\n"),
        };
    }
    text
}
