//! `sayso-train`: trains the tagger and parser on a treebank, and scores them.

mod treebank;
mod learn;
mod augment;
mod lexicon;
mod phrase;
mod news;
mod tagger;
mod parser;
mod score;

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use augment::Hand;
use sayso::read::syntax::model::Model;
use treebank::Sentence;

const USAGE: &str = "\
Usage: sayso-train --train FILE [--dev FILE] --out FILE
       sayso-train --eval FILE [--model FILE] [--as upper|title|lower|open] [--errors N]
       sayso-train --made

Treebanks are CoNLL-U files. Without --model the embedded weights are scored.
--made prints the sentences of news made by rule that join the treebank in training.";

/// What was asked for.
#[derive(Default)]
struct Args {
    train: Option<PathBuf>,
    dev: Option<PathBuf>,
    out: Option<PathBuf>,
    eval: Option<PathBuf>,
    model: Option<PathBuf>,
    hand: Option<PathBuf>,
    errors: Option<usize>,
    made: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args = args()?;
    match (&args.train, &args.out, &args.eval) {
        (Some(train), Some(out), None) => {
            let model = fit(&read(train)?);
            let bytes = model.to_bytes();
            fs::write(out, &bytes)?;
            println!("{} bytes", bytes.len());
            let loaded = Model::from_bytes(&bytes).ok_or("the file written cannot be read")?;
            if let Some(dev) = &args.dev {
                println!("{}", score::score(&loaded, &read(dev)?));
            }
            Ok(())
        }
        (None, None, Some(eval)) => {
            let model = load(args.model.as_ref())?;
            let sentences = read(eval)?;
            let sentences = rewrite(sentences, args.hand.as_ref());
            println!("{}", score::score(&model, &sentences));
            if let Some(most) = args.errors {
                score::errors(&model, &sentences, most).iter().for_each(|line| println!("{line}"));
            }
            Ok(())
        }
        (None, None, None) if args.made => {
            print!("{}", news::conllu(5));
            Ok(())
        }
        _ => Err(USAGE.into()),
    }
}

fn args() -> Result<Args, String> {
    let mut out = Args::default();
    let mut given = env::args().skip(1);
    while let Some(name) = given.next() {
        let slot = match name.as_str() {
            "--train" => &mut out.train,
            "--dev" => &mut out.dev,
            "--out" => &mut out.out,
            "--eval" => &mut out.eval,
            "--model" => &mut out.model,
            "--as" => &mut out.hand,
            "--made" => {
                out.made = true;
                continue;
            }
            "--errors" => {
                out.errors = Some(given.next().and_then(|most| most.parse().ok()).ok_or(USAGE)?);
                continue;
            }
            _ => return Err(USAGE.to_owned()),
        };
        *slot = Some(given.next().ok_or(USAGE)?.into());
    }
    Ok(out)
}

fn read(path: &PathBuf) -> Result<Vec<Sentence>, String> {
    let text = fs::read_to_string(path).map_err(|why| format!("{}: {why}", path.display()))?;
    let out = treebank::read(&text);
    let whole = out.iter().filter(|sentence| !sentence.tokens.is_empty()).count();
    let sure = out.iter().flat_map(|sentence| &sentence.sure).filter(|sure| **sure).count();
    let words = out.iter().map(|sentence| sentence.gold).sum::<usize>();
    eprintln!("{}: {} sentences, {whole} cut alike; {words} words, {sure} cut alike", path.display(), out.len());
    Ok(out)
}

/// The sentences in another hand; those that would be cut otherwise fall out.
fn rewrite(sentences: Vec<Sentence>, hand: Option<&PathBuf>) -> Vec<Sentence> {
    let hand = match hand.and_then(|hand| hand.to_str()) {
        Some("upper") => Hand::Upper,
        Some("title") => Hand::Title,
        Some("lower") => Hand::Lower,
        Some("open") => Hand::Open,
        _ => return sentences,
    };
    sentences.iter().filter_map(|sentence| augment::write(sentence, hand)).collect()
}

fn load(path: Option<&PathBuf>) -> Result<Model, String> {
    let Some(path) = path else {
        let mut problems = Vec::new();
        let model = Model::new("en", &mut problems);
        return if model.is_empty() { Err(format!("no embedded weights {problems:?}")) } else { Ok(model) };
    };
    let bytes = fs::read(path).map_err(|why| format!("{}: {why}", path.display()))?;
    Model::from_bytes(&bytes).ok_or_else(|| format!("{}: not a weights file", path.display()))
}

/// Trains a model: tagger, then parser on the tags of taggers that did not see the sentence.
fn fit(sentences: &[Sentence]) -> Model {
    let made = treebank::read(&news::conllu(5));
    let whole = sentences.iter().chain(&made).filter(|sentence| !sentence.tokens.is_empty()).cloned().collect::<Vec<_>>();
    let (more, origins) = augment::augment(&whole, 3);
    let (whole, more) = (whole.iter().collect::<Vec<_>>(), more.iter().collect::<Vec<_>>());
    eprintln!("tagger");
    let lexicon = tagger::lexicon(&whole);
    let (tags, forms) = std::thread::scope(|scope| {
        let tags = scope.spawn(|| tagger::train(&lexicon, &more, tagger::SEEDS));
        let forms = tagger::jackknife(&more, &origins, 3);
        (tags.join().expect("training does not panic"), forms)
    });
    eprintln!("parser");
    let (moves, rels, fits) = parser::train(&lexicon, &more, &forms);
    Model { lexicon, tags, moves, rels, fits }
}
