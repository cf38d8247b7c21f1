//! The program `sayso`.

use std::io::{self, Read, Write};

use sayso::read::{Config, Lang, read};
use sayso::report::{Date, Report};

fn main() -> io::Result<()> {
    let all = std::env::args().any(|arg| arg == "--all");
    let lang = Lang::english();
    for path in std::env::args().skip(2).filter(|arg| !arg.starts_with("--") && arg != "jsonl") {
        for report in reports(&path)? {
            let claims = read(&lang, &report, &Config { all });
            let mut out = io::stdout().lock();
            for claim in sayso_io::wire::claims(&report, &claims) {
                writeln!(out, "{}", serde_json::to_string(&claim)?)?;
            }
        }
    }
    Ok(())
}

fn reports(path: &str) -> io::Result<Vec<Report>> {
    let mut text = String::new();
    if path == "-" {
        io::stdin().read_to_string(&mut text)?;
    } else if std::path::Path::new(path).is_dir() {
        let mut files = std::fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
        files.sort();
        return Ok(files.iter().map(|file| reports(&file.to_string_lossy())).collect::<io::Result<Vec<_>>>()?.concat());
    } else {
        text = std::fs::read_to_string(path)?;
    }
    if path == "-" || path.ends_with(".jsonl") {
        return Ok(text.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok()).map(|row| {
            let field = |name: &str| row[name].as_str().map(str::to_owned);
            Report {
                id: field("id").unwrap_or_default(),
                text: field("text").unwrap_or_default(),
                url: field("url"),
                outlet: field("outlet"),
                title: field("title"),
                published: field("published").or_else(|| field("date")).and_then(|date| Date::parse(&date)),
                lang: field("lang"),
            }
        }).collect());
    }
    Ok(vec![Report { id: path.to_owned(), text, ..Report::default() }])
}
