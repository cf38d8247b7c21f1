//! scratch
use sayso::read::{Lang, page::Page, zone};
use sayso::report::Report;
fn main() {
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).unwrap();
        let report = Report { text, ..Report::default() };
        let mut page = Page::new(&report);
        zone::mark(&zone::Words::new("en", &mut Vec::new()), &mut page);
        println!("=== {path} upper {}", page.upper);
        for b in &page.blocks {
            println!("[{}{}]", b.zone.name(), b.repeats.map(|r| r.to_string()).unwrap_or_default());
            for s in &page.sentences[b.sentences.clone()] { println!("    {}", page.slice(s.tokens.clone()).replace('\n', " ").chars().take(160).collect::<String>()); }
        }
    }
}
