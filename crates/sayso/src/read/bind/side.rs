//! Whose people or things a figure counts: not who speaks, and not who did it.
//!
//! Sieves from strict to loose. The words of the counted phrase come first ("Ukrainian drones"), then what happened and to whom
//! ("Russia launched", "lost by", "killed in Kyiv"), then the figures and sentences before.

mod around;
mod event;
mod phrase;
mod shared;
mod words;

use std::ops::Range;

use super::Bound;
use super::bond::Bond;
use crate::claim::{Kind, Reason};
use crate::read::name::{self, Class, Name, Part};
use crate::read::syntax::Tree;
use crate::read::{Scene, reason};
pub(super) use words::Relation;
pub use words::Words;

/// The sides of one figure, by the number's index: one claim is made of each, `None` where the text does not tell.
pub fn sides(scene: &Scene<'_>, number: usize, _bound: &Bound) -> (Vec<Option<String>>, Vec<Reason>) {
    let Some(owner) = scene.owners().get(number).filter(|owner| !owner.sides.is_empty()) else { return (vec![None], Vec::new()) };
    (owner.sides.iter().map(|side| side.map(String::from)).collect(), owner.because.into_iter().collect())
}

/// Whose one figure is.
#[derive(Clone, Debug)]
pub struct Owner {
    /// One side, or one for each of several; none where it is nobody's in particular.
    pub(super) sides: Vec<Option<&'static str>>,
    /// The sieve that told.
    pub(super) because: Option<Reason>,
}

/// What a sieve tells: `None` leaves it to the next.
type Sides = Option<Vec<Option<&'static str>>>;

/// Asks one question of a figure.
type Sieve = fn(&Case<'_>) -> Sides;

/// Every sieve by name, in the order they run.
const SIEVES: [(&str, Sieve); 25] = [
    ("each", shared::each),
    ("respectively", shared::respectively),
    ("clash", shared::clash),
    ("phrase", phrase::own),
    ("pronoun", phrase::pronoun),
    ("foreign", shared::foreign),
    ("hostages", around::hostages),
    ("rebels", around::rebels),
    ("together", shared::together),
    ("part", around::part),
    ("conjunct", phrase::conjoined),
    ("aboard", around::aboard),
    ("list", around::list),
    ("event", event::roles),
    ("launcher", around::launcher),
    ("others", around::others),
    ("region", around::region),
    ("place", around::place),
    ("label", around::label),
    ("corps", around::corps),
    ("voice", around::voice),
    ("between", around::between),
    ("before", around::before),
    ("report", around::report),
    ("latest", around::latest),
];

/// The owners of all numbers of a page, in text order, so that one can lean on those before it.
pub(super) fn all(scene: &Scene<'_>) -> Vec<Owner> {
    let speakers = speakers(scene);
    let mut owners = Vec::with_capacity(scene.numbers.len());
    for number in 0..scene.numbers.len() {
        let owner =
            if scene.numbers[number].not.is_some() { Owner::nobody() } else { Case::new(scene, number, &speakers, &owners).owner() };
        owners.push(owner);
    }
    owners
}

/// The tokens that name who speaks or say that they do, in text order.
fn speakers(scene: &Scene<'_>) -> Vec<Range<usize>> {
    let spans = scene.sayings.iter().flat_map(|saying| &saying.links).filter_map(|link| link.span.as_ref());
    let cues = scene.sayings.iter().map(|saying| saying.cue.clone());
    let mut speakers = spans.map(|span| tokens_of(scene, span)).chain(cues).collect::<Vec<_>>();
    speakers.sort_unstable_by_key(|tokens| tokens.start);
    speakers
}

impl Owner {
    const fn nobody() -> Self {
        Self { sides: Vec::new(), because: None }
    }
}

/// What sort of thing is counted, as far as it matters for whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// Soldiers, and losses of an army.
    Troop,
    /// Weapons and vehicles.
    Arms,
    /// Anybody else, and what stands on the ground.
    Civil,
    /// Money, lengths, and what belongs to nobody by its nature.
    Other,
}

/// One figure, ready to be asked whose it is.
pub(super) struct Case<'a> {
    pub scene: &'a Scene<'a>,
    number: usize,
    bond: &'a Bond,
    pub tree: &'a Tree,
    pub sentence: Range<usize>,
    relation: Option<Relation>,
    sort: Sort,
    /// The tokens that name who speaks and say that they do.
    speakers: &'a [Range<usize>],
    /// The owners of the numbers before.
    owners: &'a [Owner],
}

impl<'a> Case<'a> {
    pub fn new(scene: &'a Scene<'a>, number: usize, speakers: &'a [Range<usize>], owners: &'a [Owner]) -> Self {
        let bond = &scene.bonds()[number];
        let at = scene.numbers[number].tokens.start;
        let sentence = scene.page.sentence_of(at);
        let tree = scene.trees.of(sentence);
        let relation = relation(scene, bond);
        Self {
            scene,
            number,
            bond,
            tree,
            sentence: scene.page.sentences[sentence].tokens.clone(),
            relation,
            sort: sort(bond),
            speakers,
            owners,
        }
    }

    fn owner(&self) -> Owner {
        let found = SIEVES.iter().find_map(|(rule, sieve)| Some((sieve(self)?, *rule)));
        found.map_or(Owner { sides: vec![None], because: None }, |(sides, rule)| Owner { sides, because: Some(reason("side", rule)) })
    }

    /// The tokens of the number.
    pub fn tokens(&self) -> Range<usize> {
        self.scene.numbers[self.number].tokens.clone()
    }

    /// The tokens of the counted phrase where it stands in this sentence, else an empty range after the number.
    fn phrase(&self) -> Range<usize> {
        let end = self.scene.numbers[self.number].after.max(self.tokens().end);
        let span = self.bond.counted.as_ref().and_then(|counted| counted.span.clone());
        let tokens = span
            .map(|span| tokens_of(self.scene, &span))
            .filter(|tokens| tokens.start >= self.sentence.start && tokens.end <= self.sentence.end);
        tokens.unwrap_or(end..end)
    }

    /// The names within some tokens that can tell whose something is.
    pub fn names(&self, tokens: Range<usize>) -> impl DoubleEndedIterator<Item = &'a Name> + use<'a> {
        name::within(self.scene.names, tokens)
            .iter()
            .filter(|name| name.side.is_some() && name.part != Part::Tied && name.class != Class::Outlet)
    }

    fn is(&self, at: usize, kinds: u32) -> bool {
        self.scene.lang.bind.whose.is(self.scene.page, at, kinds)
    }

    /// Whether a name is that of who speaks over the number.
    fn speaks(&self, name: &Name) -> bool {
        name.class == Class::Person || self.is_said(name.tokens.start)
    }

    /// Whether a token is one of those by which somebody says something.
    fn is_said(&self, token: usize) -> bool {
        let next = self.speakers.partition_point(|tokens| tokens.start <= token);
        self.speakers[next.saturating_sub(3)..next].iter().any(|tokens| tokens.contains(&token))
    }

    pub fn relation(&self) -> Option<Relation> {
        self.relation
    }

    /// A length or weight that measures nothing anybody owns.
    pub fn is_length(&self) -> bool {
        self.relation.is_none() && matches!(self.scene.numbers[self.number].kind, Kind::Measure { .. })
    }

    /// Who stands against a side in this report.
    fn foe(&self, side: &str) -> Option<&'static str> {
        self.scene.parties.foe(&self.scene.lang.name.foes, side)
    }

    /// Who stands against a side in this report or, where no foe is named, in the war it is in.
    fn enemy(&self, side: &str) -> Option<&'static str> {
        self.foe(side).or_else(|| self.scene.lang.name.foes.now(side))
    }

    /// Whether what is counted fights: then the ground it stands on says little.
    fn fights(&self) -> bool {
        matches!(self.sort, Sort::Troop | Sort::Arms)
    }
}

/// Whose a figure is where only the event tells, by its measure and by what is counted.
fn relation(scene: &Scene<'_>, bond: &Bond) -> Option<Relation> {
    match scene.lang.bind.whose.relation(bond.measure) {
        _ if bond.head.is_some_and(|head| scene.lang.bind.whose.is(scene.page, head, words::ORIGIN)) => Some(Relation::Origin),
        // Strikes are their doer's, places struck are not.
        _ if bond.measure == "attacks" && bond.class == Some("attack") => Some(Relation::Doer),
        relation => relation,
    }
}

fn sort(bond: &Bond) -> Sort {
    match bond.class {
        Some("troop") => Sort::Troop,
        Some("drone" | "vehicle") => Sort::Arms,
        _ if matches!(bond.measure, "exchanged" | "held" | "captured" | "deployed") => Sort::Troop,
        Some("money" | "measure" | "area") => Sort::Other,
        _ if matches!(bond.measure, "launched" | "shot_down" | "lost") => Sort::Arms,
        _ if matches!(
            bond.measure,
            "killed_or_wounded"
                | "deserted"
                | "awol"
                | "deserted_or_awol"
                | "refused"
                | "surrendered"
                | "captured"
                | "strength"
                | "recruited"
                | "mobilised"
        ) =>
        {
            Sort::Troop
        }
        _ => Sort::Civil,
    }
}

/// The tokens of a stretch of text.
fn tokens_of(scene: &Scene<'_>, span: &Range<usize>) -> Range<usize> {
    let tokens = &scene.page.tokens;
    tokens.partition_point(|token| token.end <= span.start)..tokens.partition_point(|token| token.start < span.end)
}

fn is_be(text: &str) -> bool {
    matches!(text, "is" | "are" | "was" | "were" | "be" | "been" | "being")
}

/// One side, told.
fn one(side: Option<&'static str>) -> Sides {
    side.map(|side| vec![Some(side)])
}

/// The different sides of some names, in the order they come.
fn distinct<'a>(names: impl Iterator<Item = &'a Name>) -> Vec<&'static str> {
    let mut sides = Vec::new();
    for side in names.filter_map(|name| name.side) {
        if !sides.contains(&side) {
            sides.push(side);
        }
    }
    sides
}

#[cfg(test)]
mod tests {
    use crate::read::{Config, Lang, read};
    use crate::report::Report;

    /// Each text with the sides of its figures, in order; every conflict is asked from both sides.
    fn check(cases: &[(&str, &[&str])]) {
        let lang = Lang::english();
        for (text, expected) in cases {
            let claims = read(&lang, &Report { text: (*text).into(), ..Report::default() }, &Config::default());
            let sides = claims.iter().map(|claim| claim.side.as_deref().unwrap_or("-")).collect::<Vec<_>>();
            assert_eq!(&sides, expected, "{text}");
        }
    }

    #[test]
    fn what_is_launched_is_the_launchers_and_what_is_shot_down_the_foes() {
        check(&[
            ("Russia launched 120 drones overnight, Ukraine said.", &["RUS"]),
            ("Ukraine launched 120 drones overnight, Russia said.", &["UKR"]),
            ("Russian air defences shot down 61 Ukrainian drones.", &["UKR"]),
            ("Ukrainian air defences shot down 61 Russian drones.", &["RUS"]),
        ]);
    }

    #[test]
    fn losses_are_the_losers() {
        check(&[
            ("Russian forces lost 40 tanks near Kupiansk, Ukraine's General Staff said.", &["RUS"]),
            ("Ukrainian forces lost 40 tanks near Kursk, Russia's Defence Ministry said.", &["UKR"]),
        ]);
    }

    #[test]
    fn victims_are_of_the_place() {
        check(&[
            ("A Russian missile strike on Kharkiv killed 12 people.", &["UKR"]),
            ("A Ukrainian drone strike on Belgorod killed 12 people.", &["RUS"]),
            ("Israeli airstrikes killed 30 people in Gaza City.", &["PSE"]),
            ("Hamas rockets killed 30 people in Ashkelon.", &["ISR"]),
            ("An earthquake killed 90 people in western Nepal.", &["NPL"]),
        ]);
    }

    #[test]
    fn prisoners_are_of_their_own_side() {
        check(&[
            ("Ukraine and Russia each released 90 prisoners.", &["UKR", "RUS"]),
            ("Russia is holding 300 Ukrainian soldiers.", &["UKR"]),
            ("Ukraine is holding 300 Russian soldiers.", &["RUS"]),
        ]);
    }

    #[test]
    fn the_enemy_need_not_be_named() {
        check(&[
            ("The enemy lost 900 men in a day, Ukraine's General Staff said.", &["RUS"]),
            ("The enemy lost 900 men in a day, Russia's Defence Ministry said.", &["UKR"]),
            ("Ukraine's Air Force said 40 of the drones were shot down.", &["RUS"]),
            ("Russia's Defence Ministry said 40 of the drones were shot down.", &["UKR"]),
        ]);
    }

    #[test]
    fn each_place_has_its_own() {
        check(&[
            ("Turkey's earthquake killed 900 people, and 200 died in Syria.", &["TUR", "SYR"]),
            ("Israel says Hamas holds 90 hostages in Gaza.", &["ISR"]),
        ]);
    }

    #[test]
    fn nobodys() {
        check(&[("The border is 1,000 km long.", &["-"]), ("Some 120 million people are displaced worldwide.", &["-"])]);
        check(&[("Drought leaves 9 million people hungry in East Africa.", &["-"])]);
    }
}
