//! Prints the trees of a text: `cargo run --release -p sayso --example tree -- "At least 12 people were killed in Kharkiv."`
#![allow(clippy::disallowed_macros, reason = "a program that prints")]

use sayso::read::page::Page;
use sayso::read::syntax::{Model, Trees};
use sayso::report::Report;

fn main() {
    let text = std::env::args().skip(1).collect::<Vec<_>>().join(" ");
    let report = Report { text, ..Report::default() };
    let page = Page::new(&report);
    let model = Model::new("en", &mut Vec::new());
    let trees = Trees::new(&model, &page);
    for (at, sentence) in page.sentences.iter().enumerate() {
        let tree = trees.of(at);
        for token in sentence.tokens.clone() {
            let (head, tag, form, rel) = (tree.head(token), tree.tag(token).name(), tree.form(token).penn(), tree.rel(token).name());
            let head = head.map_or("-".to_owned(), |head| format!("{head} {}", page.text(head)));
            println!("{token:>4} {:<20} {tag:<6} {form:<6} {rel:<12} {head}", page.text(token));
        }
        println!();
    }
}
