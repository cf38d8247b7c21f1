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

/// The stages of reading, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are the modules'")]
pub enum Stage {
    Page,
    Zone,
    When,
    Figure,
    Name,
    Said,
    Bind,
    Period,
    Restate,
    /// Trees are grown by the stages that ask for them; told apart only where somebody watches.
    Syntax,
}

/// Reads every claim of a report, in text order.
pub fn read(lang: &Lang, report: &Report, config: &Config) -> Vec<Claim> {
    in_stages(lang, report, config, None)
}

/// The blocks of a report's text with their zones.
pub fn zones(lang: &Lang, report: &Report) -> Vec<page::Block> {
    let mut page = Page::new(report);
    zone::mark(&lang.zone, &mut page);
    page.blocks
}

/// Reads, and says after each stage that it is done, so that a bench can time them. `Syntax` is said twice, after `Said` and after `Bind`:
/// each time all trees grown so far have been grown once more, for nothing but their time.
pub fn watched(lang: &Lang, report: &Report, config: &Config, watch: &mut dyn FnMut(Stage)) -> Vec<Claim> {
    in_stages(lang, report, config, Some(watch))
}

fn in_stages(lang: &Lang, report: &Report, config: &Config, mut watch: Option<&mut dyn FnMut(Stage)>) -> Vec<Claim> {
    let mut done = |stage: Stage, trees: Option<&syntax::Trees<'_>>| {
        let Some(watch) = &mut watch else { return };
        watch(stage);
        if let Some(trees) = trees {
            trees.grow_again();
            watch(Stage::Syntax);
        }
    };
    let mut page = Page::new(report);
    done(Stage::Page, None);
    zone::mark(&lang.zone, &mut page);
    done(Stage::Zone, None);
    let times = when::find(&lang.when, &page);
    done(Stage::When, None);
    let mut numbers = figure::find(&lang.figure, &page, &times);
    // What stands in another language is not read as if it were this one.
    numbers.retain(|number| !is_foreign(&page, number.tokens.start));
    done(Stage::Figure, None);
    if numbers.iter().all(|number| !config.all && number.not.is_some()) {
        return Vec::new();
    }
    let trees = syntax::Trees::new(&lang.syntax, &page);
    let names = name::find(&lang.name, &page);
    let parties = name::Parties::new(&names);
    done(Stage::Name, None);
    let mut scene = Scene {
        lang,
        page: &page,
        trees: &trees,
        times: &times,
        numbers: &numbers,
        names: &names,
        parties: &parties,
        all: config.all,
        sayings: Vec::new(),
        reaches: Default::default(),
        bonds: Default::default(),
        owners: Default::default(),
        periods: Default::default(),
    };
    scene.sayings = said::find(&scene);
    let wanted = (0..numbers.len()).filter(|&at| scene.asks(&numbers[at]));
    let voices = wanted.map(|at| (at, said::over(&scene, at))).collect::<Vec<_>>();
    done(Stage::Said, Some(&trees));
    let bounds = voices.iter().map(|(at, voice)| bind::bind(&scene, *at, voice)).collect::<Vec<_>>();
    done(Stage::Bind, Some(&trees));
    let mut claims = voices.iter().zip(&bounds).flat_map(|((at, voice), bound)| claims_of(&scene, *at, voice, bound)).collect::<Vec<_>>();
    done(Stage::Period, None);
    restate::mark(&scene, &mut claims);
    done(Stage::Restate, None);
    claims
}

/// Whether a token's paragraph is in another language than the report.
fn is_foreign(page: &Page<'_>, token: usize) -> bool {
    let block = page.blocks.get(page.sentences.get(page.sentence_of(token)).map_or(usize::MAX, |sentence| sentence.block));
    block.and_then(|block| page.report.mark(block.span.start)).is_some_and(|mark| mark.lang.is_some())
}

/// The claims of one number: one, or one a side where the text says "each".
fn claims_of(scene: &Scene<'_>, at: usize, voice: &said::Voice, bound: &bind::Bound) -> Vec<Claim> {
    let number = &scene.numbers[at];
    let sentence = &scene.page.sentences[scene.page.sentence_of(number.tokens.start)];
    let mut because = number.because.clone();
    because.extend(voice.because.iter().chain(&bound.because).copied());
    let mut say_so = voice.links.clone();
    say_so.extend(scene.page.report.outlet.iter().map(|outlet| Link {
        name: outlet.clone(),
        role: Role::Outlet,
        span: None,
        cue: None,
        of: None,
        named: Named::Named,
    }));
    let period = if number.not.is_none() { when::bind(scene, at, bound) } else { None };
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
    // A number that is no figure has no side, and is shown all the same.
    if bound.sides.is_empty() { vec![claim(&None)] } else { bound.sides.iter().map(claim).collect() }
}

/// A reason without a row.
pub(crate) const fn reason(field: &'static str, rule: &'static str) -> Reason {
    Reason { field, rule, row: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Mark;

    /// The figures read of paragraphs, of which those with a language are marked to be in it.
    fn check(paragraphs: &[(&str, Option<&str>)], expected: &[&str]) {
        let mut report = Report::default();
        for (text, lang) in paragraphs {
            let start = report.text.len();
            report.text.push_str(text);
            if let Some(lang) = lang {
                let span = start..report.text.len();
                report.marks.push(Mark { span, lang: Some((*lang).to_owned()), ..Mark::default() });
            }
            report.text.push('\n');
        }
        let claims = read(&Lang::english(), &report, &Config::default());
        assert_eq!(claims.iter().map(|claim| &report.text[claim.span.clone()]).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn paragraphs_in_another_language_are_not_read() {
        let (one, other) = ("The fire killed 12 people.", "The flood killed 30 people, the mayor said.");
        let foreign = "Der Brand hat 14 people getötet, sagte der Bürgermeister.";
        check(&[(one, None), (foreign, Some("de")), (other, None)], &["12", "30"]);
        check(&[(foreign, Some("de")), (one, None), (other, Some("uk"))], &["12"]);
        check(&[(one, Some("und"))], &[]);
    }
}
