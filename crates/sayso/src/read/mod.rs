//! From report to claims, stage by stage. Reading cannot fail: what cannot be read is left open.
//!
//! page (tokens, sentences, blocks) -> zone -> times -> numbers -> trees (only where asked) -> names -> say-so -> bindings -> restatements.

pub mod page;
pub mod zone;
pub mod when;
pub mod figure;
pub mod syntax;
pub mod name;
mod scene;
pub mod said;
pub mod bind;
pub mod restate;
mod lang;

pub use lang::Lang;
pub use scene::Scene;

use crate::claim::{Claim, Link, Named, Reason, Role};
use crate::report::Report;
use page::Page;

/// How to read.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Also give the numbers that are no figures, each saying what it is instead.
    pub all: bool,
}

/// Reads every claim of a report, in text order.
pub fn read(lang: &Lang, report: &Report, config: &Config) -> Vec<Claim> {
    let mut page = Page::new(report);
    zone::mark(&lang.zone, &mut page);
    let times = when::find(&lang.when, &page);
    let numbers = figure::find(&lang.figure, &page, &times);
    if numbers.is_empty() {
        return Vec::new();
    }
    let trees = syntax::Trees::new(&lang.syntax, &page);
    let names = name::find(&lang.name, &page);
    let mut scene = Scene { lang, page: &page, trees: &trees, times: &times, numbers: &numbers, names: &names, sayings: Vec::new() };
    scene.sayings = said::find(&scene);
    let wanted = (0..numbers.len()).filter(|&at| config.all || numbers[at].not.is_none());
    let mut claims = wanted.flat_map(|at| claims_of(&scene, at)).collect::<Vec<_>>();
    restate::mark(&scene, &mut claims);
    claims
}

/// The claims of one number: one, or one a side where the text says "each".
fn claims_of(scene: &Scene<'_>, at: usize) -> Vec<Claim> {
    let number = &scene.numbers[at];
    let voice = said::over(scene, at);
    let sentence = &scene.page.sentences[scene.page.sentence_of(number.tokens.start)];
    let bound = bind::bind(scene, at, &voice);
    let mut because = number.because.clone();
    because.extend(voice.because.iter().chain(&bound.because).copied());
    let mut say_so = voice.links.clone();
    say_so.extend(scene.page.report.outlet.iter().map(|outlet| Link {
        name: outlet.clone(),
        role: Role::Outlet,
        span: None,
        cue: None,
        named: Named::Named,
    }));
    let period = if number.not.is_none() { when::bind(scene, at, &bound) } else { None };
    because.extend(period.as_ref().and_then(|found| found.because));
    let claim = |side: &Option<String>| Claim {
        span: number.span.clone(),
        low: number.low,
        high: number.high,
        quantifier: number.quantifier,
        hedge: number.hedge.clone(),
        kind: number.kind.clone(),
        not: number.not,
        counted: bound.counted.clone(),
        unit: bound.unit,
        measure: bound.measure,
        offence: bound.offence,
        side: side.clone(),
        place: bound.place.clone(),
        period: period.as_ref().and_then(|found| found.period),
        say_so: say_so.clone(),
        stance: bound.stance,
        repeat_of: None,
        part_of: bound.part_of,
        base: bound.base,
        sentence: scene.page.span(sentence.tokens.clone()),
        zone: scene.page.zone(number.tokens.start),
        because: because.clone(),
    };
    bound.sides.iter().map(claim).collect()
}

/// A reason without a row.
pub(crate) const fn reason(field: &'static str, rule: &'static str) -> Reason {
    Reason { field, rule, row: None }
}
