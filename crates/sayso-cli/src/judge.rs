//! `sayso accept`, `correct`, `reject`, `comment`, `merge`, `split`, `recommend`, `undo`, `judgements`: what people say of what was read.

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Subcommand, ValueEnum};
use sayso::ledger::judge::{Judgement, Node, What};
use sayso_io::ledger::View;
use sayso_io::wire::judgement::Teller;
use sayso_io::{clean, wire};

use crate::clock;
use crate::open::{Seen, Which};
use crate::out::Out;
use crate::progress::Progress;

const EXAMPLES: &str = "\
Claims are named by their id, or by its first six or more characters; reports by name, digest or entry. What was read stays in the ledger below what people
say of it, and every judgement can be undone by the number of its entry, which is printed once it is on disk.

Examples:
  export SAYSO_NAME=\"Ann Analyst\"
  sayso accept 3f2a8c
  sayso correct 3f2a8c side RUS --why \"their own losses, see the sentence before\"
  sayso correct 3f2a8c value 400..500 --why \"a misprint in the text\"
  sayso correct 3f2a8c place - --why \"the whole front is meant\"           `-` for what the text does not say
  sayso comment 3f2a8c --field period --why \"asked the office for the day\"
  sayso reject 3f2a8c --why \"a story number\"
  sayso merge a.txt b.txt --why \"both print the same statement\"
  sayso split 3f2a8c 77b01d --why \"two offices, counted apart\"
  sayso recommend 0c7d1e9a2b44 235646..289600 --why \"court files; see the note of June\"
  sayso judgements
  sayso undo 12";

/// Judgements.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Says that claims are read rightly
    #[command(after_help = EXAMPLES)]
    Accept {
        /// Claims, by id
        #[arg(required = true, value_name = "CLAIM")]
        claims: Vec<String>,
        #[command(flatten)]
        sign: Sign,
    },
    /// Corrects a field of a claim; what was read is kept
    #[command(after_help = EXAMPLES)]
    Correct {
        /// The claim, by id
        claim: String,
        /// The field, as in `--format jsonl`; `value` is `low` and `high` at once
        field: String,
        /// What it is; `-` for what the text does not say
        #[arg(allow_hyphen_values = true)]
        value: String,
        #[command(flatten)]
        reason: Reason,
    },
    /// Notes something on a claim, or on one of its fields; it changes nothing
    #[command(after_help = EXAMPLES)]
    Comment {
        /// The claim, by id
        claim: String,
        /// The field that it is about, as in `--format jsonl`
        #[arg(long)]
        field: Option<String>,
        #[command(flatten)]
        reason: Reason,
    },
    /// Says that claims are none: they count no more
    #[command(after_help = EXAMPLES)]
    Reject {
        /// Claims, by id
        #[arg(required = true, value_name = "CLAIM")]
        claims: Vec<String>,
        #[command(flatten)]
        reason: Reason,
    },
    /// Says that two claims, or all that two reports say alike, stand on one origin
    #[command(after_help = EXAMPLES)]
    Merge(Two),
    /// Says that two claims, or what two reports say, do not stand on one origin
    #[command(after_help = EXAMPLES)]
    Split(Two),
    /// Says which value of a series to use; nothing else ever sets one
    #[command(after_help = EXAMPLES)]
    Recommend {
        /// The series, by id
        series: String,
        /// A value (500), a span (400..500, 400.. or ..500), or the id of a claim
        #[arg(allow_hyphen_values = true)]
        value: String,
        #[command(flatten)]
        reason: Reason,
    },
    /// Takes a judgement, an alias or another undo away
    #[command(after_help = EXAMPLES)]
    Undo {
        /// The number of its entry
        entry: u64,
        #[command(flatten)]
        sign: Sign,
    },
    /// Lists what people said
    #[command(after_help = EXAMPLES)]
    Judgements(List),
}

/// Who says so, and why.
#[derive(Debug, clap::Args)]
pub struct Sign {
    #[command(flatten)]
    which: Which,
    /// Who says so
    #[arg(long, value_name = "NAME", env = "SAYSO_NAME")]
    by: Option<String>,
    /// Why
    #[arg(long, value_name = "WORDS")]
    why: Option<String>,
}

/// The same, where the reasoning is required.
#[derive(Debug, clap::Args)]
pub struct Reason {
    #[command(flatten)]
    sign: Sign,
}

/// Two that are said to be of one origin, or not.
#[derive(Debug, clap::Args)]
pub struct Two {
    /// A claim or report
    a: String,
    /// Another one
    b: String,
    #[command(flatten)]
    reason: Reason,
}

/// What to list.
#[derive(Debug, clap::Args)]
pub struct List {
    #[command(flatten)]
    seen: Seen,
    /// Also those undone
    #[arg(long)]
    all: bool,
    /// Only the claims that were rejected
    #[arg(long)]
    rejected: bool,
    /// What to print
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table to read
    #[default]
    Table,
    /// One JSON object a judgement
    Jsonl,
}

/// Runs the command.
pub fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Accept { claims, sign } => judge(&sign, &claims, |view, claim| Ok(What::Accept { claim: view.claim_named(claim)? })),
        Command::Reject { claims, reason } => {
            judge(reason.sign(), &claims, |view, claim| Ok(What::Reject { claim: view.claim_named(claim)? }))
        }
        Command::Correct { claim, field, value, reason } => judge(reason.sign(), &[claim], |view, claim| {
            let value = Some(value.trim().to_owned()).filter(|value| value != "-" && !value.is_empty());
            Ok(What::Correct { claim: view.claim_named(claim)?, field: field.clone(), value })
        }),
        Command::Comment { claim, field, reason } => {
            judge(reason.sign(), &[claim], |view, claim| Ok(What::Comment { claim: view.claim_named(claim)?, field: field.clone() }))
        }
        Command::Merge(two) => judge_two(&two, |a, b| What::Merge { a, b }),
        Command::Split(two) => judge_two(&two, |a, b| What::Split { a, b }),
        Command::Recommend { series, value, reason } => judge(reason.sign(), &[series], |view, series| {
            Ok(What::Recommend { series: view.series_named(series)?, pick: view.pick_named(&value)? })
        }),
        Command::Undo { entry, sign } => undo(&sign, entry),
        Command::Judgements(list) => self::list(&list),
    }
}

impl Sign {
    /// The name, without which nobody judges.
    fn by(&self) -> &str {
        let by = self.by.as_deref().map(str::trim).filter(|by| !by.is_empty());
        by.unwrap_or_else(|| usage("who says so? A judgement carries a name: --by NAME, or export SAYSO_NAME=\"Your Name\""))
    }

    fn why(&self) -> Option<&str> {
        self.why.as_deref().map(str::trim).filter(|why| !why.is_empty())
    }
}

impl Reason {
    fn sign(&self) -> &Sign {
        if self.sign.why().is_none() {
            usage("why? This judgement carries its reasoning: --why \"...\"");
        }
        &self.sign
    }
}

fn usage(words: &str) -> ! {
    clap::Error::raw(ErrorKind::MissingRequiredArgument, format!("{words}\n")).exit()
}

/// Judges each of what is named; all of the names are known before the first entry is written.
fn judge(sign: &Sign, names: &[String], what: impl Fn(&View<'_>, &str) -> anyhow::Result<What>) -> anyhow::Result<ExitCode> {
    let by = sign.by();
    let mut ledger = sign.which.open()?;
    let view = ledger.view(None)?;
    let whats = names.iter().map(|name| what(&view, name)).collect::<anyhow::Result<Vec<_>>>()?;
    let teller = Teller::new(&view);
    let whats = whats.into_iter().map(|what| (teller.words(&what), what)).collect::<Vec<_>>();
    let mut out = Out::new(Progress::new(&[]))?;
    for (words, what) in whats {
        let entry = ledger.judge(&clock::now()?, by, sign.why(), &what)?;
        out.write(told(entry, &words).as_bytes())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn judge_two(two: &Two, what: impl Fn(Node, Node) -> What) -> anyhow::Result<ExitCode> {
    judge(two.reason.sign(), std::slice::from_ref(&two.a), |view, a| {
        let (a, b) = (view.node_named(a)?, view.node_named(&two.b)?);
        anyhow::ensure!(a != b, "`{}` and `{}` are the same", clean::line(&two.a), clean::line(&two.b));
        Ok(what(a, b))
    })
}

fn undo(sign: &Sign, entry: u64) -> anyhow::Result<ExitCode> {
    let by = sign.by();
    let mut ledger = sign.which.open()?;
    let undo = ledger.undo(&clock::now()?, by, sign.why(), entry)?;
    Out::new(Progress::new(&[]))?.write(told(undo, &format!("entry {entry} undone")).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// What is on disk now.
fn told(entry: u64, words: &str) -> String {
    format!("entry {entry}: {words}\n")
}

fn list(args: &List) -> anyhow::Result<ExitCode> {
    let ledger = args.seen.open()?;
    let view = args.seen.view(&ledger)?;
    let mut out = Out::new(Progress::new(&[]))?;
    let rejects = |judgement: &Judgement| {
        let What::Reject { claim } = &judgement.what else { return false };
        view.judgements().rejected(claim).is_some_and(|standing| args.all || standing.seq == judgement.seq)
    };
    let teller = Teller::new(&view);
    for judgement in view.judged() {
        let undone = view.undone(judgement.seq);
        if args.all || undone.is_none() && (!args.rejected || rejects(judgement)) {
            let line = if args.format == Format::Jsonl {
                wire::line(&wire::judgement::Judgement::new(&view, judgement))
            } else {
                row(&teller, judgement, undone).into_bytes()
            };
            out.write(&line)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn row(teller: &Teller<'_>, judgement: &Judgement, undone: Option<u64>) -> String {
    let Judgement { seq, at, by, why, what } = judgement;
    let why = why.as_deref().map(|why| format!(": {}", clean::line(why))).unwrap_or_default();
    let undone = undone.map(|undo| format!("  [undone by {undo}]")).unwrap_or_default();
    let day = at.get(..10).unwrap_or(at);
    format!("{seq:>7}  {day}  {}  {}{why}{undone}\n", clean::line(by), teller.words(what))
}
