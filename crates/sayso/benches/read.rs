//! Speed of reading on one core, and the share of each stage: `just bench`, or `cargo bench -p sayso --bench read -- FILE.jsonl...`.
//!
//! The text is the bundled sample reports, over and over, and the English reports of `../shared/corpus` where they are there. Each text is
//! read several times and the median is given, so that a busy machine shows less.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, reason = "a bench reads files, looks at the clock and prints")]

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use sayso::read::{Config, Lang, Stage, read, watched};
use sayso::report::{Date, Report};

/// How often each text is read; odd, so that the median is one of them.
const ROUNDS: usize = 7;

const STAGES: [Stage; 10] = [
    Stage::Page,
    Stage::Zone,
    Stage::When,
    Stage::Figure,
    Stage::Name,
    Stage::Said,
    Stage::Bind,
    Stage::Period,
    Stage::Restate,
    Stage::Syntax,
];

fn main() {
    let begun = Instant::now();
    let lang = Lang::english();
    println!("words loaded in {:.0} ms", begun.elapsed().as_secs_f64() * 1e3);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let given = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).map(PathBuf::from).collect::<Vec<_>>();
    if !given.is_empty() {
        return given.iter().for_each(|path| bench(&lang, &path.to_string_lossy(), &reports(path)));
    }
    let samples = reports(&root.join("examples/reports"));
    bench(&lang, "examples/reports, 50 times", &samples.iter().cycle().take(samples.len() * 50).cloned().collect::<Vec<_>>());
    let corpus = ["en_ukraine", "en_ukraine_sparse", "en_other"].map(|name| root.join(format!("../shared/corpus/{name}.jsonl")));
    if corpus.iter().all(|path| path.exists()) {
        bench(&lang, "all English reports of ../shared/corpus", &corpus.iter().flat_map(|path| reports(path)).collect::<Vec<_>>());
    } else {
        println!("SKIPPED: there is no ../shared/corpus");
    }
}

/// Reads the reports several times over and prints the median speed and the share of each stage.
fn bench(lang: &Lang, name: &str, reports: &[Report]) {
    let bytes = reports.iter().map(|report| report.text.len()).sum::<usize>();
    let claims = reports.iter().map(|report| read(lang, report, &Config::default()).len()).sum::<usize>();
    let time =
        median((0..ROUNDS).map(|_| timed(|| reports.iter().for_each(|report| drop(black_box(read(lang, report, &Config::default())))))));
    let speed = bytes as f64 / 1e6 / time.as_secs_f64();
    println!("\n{name}: {} reports, {:.2} MB, {claims} claims", reports.len(), bytes as f64 / 1e6);
    println!("{speed:.2} MB/s on one core (median of {ROUNDS}, {:.0} ms)", time.as_secs_f64() * 1e3);
    let spent = stages(lang, reports);
    let whole = spent.iter().sum::<Duration>().as_secs_f64().max(f64::EPSILON);
    for (stage, time) in STAGES.iter().zip(spent) {
        println!("  {:<8} {:>5.1} %", format!("{stage:?}").to_lowercase(), time.as_secs_f64() / whole * 100.0);
    }
}

/// Time spent in each stage, the trees taken out of the stages that asked for them.
fn stages(lang: &Lang, reports: &[Report]) -> [Duration; STAGES.len()] {
    let mut rounds = [const { Vec::new() }; STAGES.len()];
    for _ in 0..ROUNDS {
        let mut spent = [Duration::ZERO; STAGES.len()];
        reports.iter().for_each(|report| one(lang, report, &mut spent));
        rounds.iter_mut().zip(spent).for_each(|(all, time)| all.push(time));
    }
    rounds.map(|all| median(all.into_iter()))
}

fn one(lang: &Lang, report: &Report, spent: &mut [Duration; STAGES.len()]) {
    let (mut last, mut before, mut grown) = (Instant::now(), Stage::Page, Duration::ZERO);
    let mut done = |stage: Stage| {
        let took = last.elapsed();
        if stage == Stage::Syntax {
            // What the stage before grew anew is the parser's, not its own.
            let new = took.saturating_sub(grown);
            spent[Stage::Syntax as usize] += new;
            spent[before as usize] = spent[before as usize].saturating_sub(new);
            grown = took;
        } else {
            spent[stage as usize] += took;
        }
        before = stage;
        last = Instant::now();
    };
    drop(black_box(watched(lang, report, &Config::default(), &mut done)));
}

fn timed(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

fn median(times: impl Iterator<Item = Duration>) -> Duration {
    let mut times = times.collect::<Vec<_>>();
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// The reports of a file, or of the files of a folder.
fn reports(path: &Path) -> Vec<Report> {
    if path.is_dir() {
        let mut files = fs::read_dir(path).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path()).collect::<Vec<_>>();
        files.sort();
        return files.iter().flat_map(|file| reports(file)).collect();
    }
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    if path.extension().is_some_and(|kind| kind == "jsonl") {
        return text.lines().filter_map(|line| serde_json::from_str(line).ok()).map(|record| of_record(&record)).collect();
    }
    vec![Report { id: path.to_string_lossy().into_owned(), text, ..Report::default() }]
}

fn of_record(record: &serde_json::Value) -> Report {
    let field = |name: &str| record[name].as_str().map(str::to_owned);
    Report {
        id: field("id").unwrap_or_default(),
        text: field("text").unwrap_or_default(),
        outlet: field("outlet"),
        published: field("published").or_else(|| field("date")).and_then(|date| Date::parse(&date)),
        ..Report::default()
    }
}
