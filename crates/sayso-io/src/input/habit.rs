//! What the outlets of a heap print on all their pages is learnt before the heap is read, from its first reports.

use std::path::{Path, PathBuf};
use std::thread;

use sayso::read::zone::Habits;
use sayso::report::Report;

use super::{Form, Given, Raw, Raws, raws, record};

/// Reports that are learnt from. What recurs shows in the first few of an outlet, and they are taken in twice: this costs a second or two at most.
const REPORTS: usize = 2000;
/// Web pages among them: finding their main text is what costs.
const PAGES: usize = 200;
/// The longest report that is learnt from, in bytes.
const LONGEST: usize = 1 << 20;
/// Reports that are taken in at once.
const BATCH: usize = 64;

/// Learns from the first reports of the paths, in their order, so that the same heap teaches the same however many jobs there are. Standard input and addresses
/// can be read only once, and teach nothing.
pub fn learn(paths: &[PathBuf], given: &Given, habits: Habits, jobs: usize) -> Habits {
    let files = paths.iter().filter(|path| path.as_os_str() != "-" && is_file(path)).cloned().collect::<Vec<_>>();
    learn_of(raws(&files), given, habits, jobs)
}

/// Learns from the first of these reports.
pub fn learn_of(raws: Raws, given: &Given, mut habits: Habits, jobs: usize) -> Habits {
    // Which language it is in does not matter to what recurs.
    let given = &Given { lang: Some("en".to_owned()), ..given.clone() };
    let mut pages = 0;
    let cheap = |raw: &Raw| {
        let light = matches!(raw.form, Form::Text | Form::Json | Form::Fragment | Form::Message);
        let page = matches!(raw.form, Form::Html | Form::Letter);
        pages += usize::from(page);
        raw.bytes.len() <= LONGEST && (light || page && pages <= PAGES)
    };
    let mut all = raws.filter_map(Result::ok).take(REPORTS).filter(cheap).peekable();
    let mut first = true;
    while all.peek().is_some() {
        let batch = all.by_ref().take(BATCH).collect::<Vec<_>>();
        // From two reports nothing can be learnt.
        if first && batch.len() < 3 {
            break;
        }
        first = false;
        for report in taken(batch, given, jobs) {
            habits.take(&report);
        }
    }
    habits
}

/// The reports of a batch, in its order.
fn taken(batch: Vec<Raw>, given: &Given, jobs: usize) -> Vec<Report> {
    let part = batch.len().div_ceil(jobs.max(1)).max(1);
    let mut batch = batch.into_iter();
    thread::scope(|scope| {
        let parts = std::iter::from_fn(|| Some(batch.by_ref().take(part).collect::<Vec<_>>()).filter(|part| !part.is_empty()));
        let work =
            |part: Vec<Raw>| scope.spawn(move || part.into_iter().filter_map(|raw| record::report(raw, given).report).collect::<Vec<_>>());
        let handles = parts.map(work).collect::<Vec<_>>();
        handles.into_iter().flat_map(|handle| handle.join().unwrap_or_default()).collect()
    })
}

/// No address, and no pipe that gives its bytes only once.
fn is_file(path: &Path) -> bool {
    path.is_file() || path.is_dir()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_recurs_is_learnt_whatever_the_jobs() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("heap.jsonl");
        let line = |at: usize| {
            format!(
                "{{\"url\":\"https://example.org/{at}\",\"title\":\"Story {at}\",\"text\":\"Support our newsroom\\nA wall fell on {at} cars in the town.\"}}\n"
            )
        };
        std::fs::write(&path, (1..6).map(line).collect::<String>()).expect("a file");
        for jobs in [1, 2, 3] {
            let habits = learn(std::slice::from_ref(&path), &Given::default(), Habits::default(), jobs);
            let mut report = Report {
                url: Some("https://example.org/9".to_owned()),
                text: "Support our newsroom\nA wall fell on 9 cars in the town.".to_owned(),
                ..Report::default()
            };
            habits.mark(&mut report);
            assert_eq!(report.marks.iter().map(|mark| mark.span.clone()).collect::<Vec<_>>(), std::slice::from_ref(&(0..20)));
        }
    }
}
