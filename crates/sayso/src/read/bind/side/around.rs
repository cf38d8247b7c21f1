//! Whose, by what stands around: the whole of a part, the place of the event, the figures and sentences before, the report.

use std::ops::Range;

use rust_decimal::Decimal;

use super::words::{ABOARD, ARMY, GO, HOSTAGE, OTHERS, REBEL, ROAD, Relation, STRIFE, WORLD};
use super::{Case, Owner, Sides, Sort, one};
use crate::read::name::{Class, Name, Part};

/// How many sentences back are asked.
const BACK: usize = 4;

/// How near the name of a state stands before a figure that is its own.
const NEXT: usize = 6;

/// How many numbers back are asked.
const NUMBERS: usize = 24;

/// More people than any one state of the news counts among its own: then they are everybody's.
const MANY: Decimal = Decimal::from_parts(60_000_000, 0, 0, false, 0);

/// "of these, 25,200", "including 218 minors": the side of the whole.
pub(super) fn part(case: &Case<'_>) -> Sides {
    case.bond.part_of.and_then(|whole| case.owners.get(whole)).map(|owner| owner.sides.clone()).filter(|sides| !sides.is_empty())
}

/// "343 were killed and 300 wounded": what a list says of one figure holds for the next, where nothing is named between.
pub(super) fn list(case: &Case<'_>) -> Sides {
    let last = case.last()?;
    let counted = case.scene.bonds()[last].head.filter(|head| *head < case.tokens().start).map_or(0, |head| head + 1);
    let between = case.scene.numbers[last].tokens.end.max(counted)..case.tokens().start;
    let same = between.start >= case.sentence.start && between.start < case.tokens().start;
    let unnamed = case.names(between).all(|name| case.fights() && matches!(name.part, Part::Place | Part::Struck))
        && case.bond.event.is_none_or(|event| {
            event == case.tokens().start
                || case.scene.bonds()[last].event == Some(event)
                || !case.sentence.contains(&event)
                || case.relation == super::relation(case.scene, &case.scene.bonds()[last])
        });
    // "50,000 died in Turkey and 6,000 in Syria": a place of its own parts a figure from its list.
    let elsewhere = || {
        case.sort == Sort::Civil
            && super::event::here(case)
                .is_some_and(|side| case.owners[last].sides.first().copied().flatten().is_some_and(|owner| owner != side))
    };
    (same && unnamed && !elsewhere() && !case.is_length() && (alike(case, last) || case.bond.measure == case.scene.bonds()[last].measure))
        .then_some(&case.owners[last])
        .filter(|owner| owner.because.is_some())
        .map(|owner| owner.sides.clone())
}

/// "Russian drones": who launches is named beside what is launched or shot down.
pub(super) fn launcher(case: &Case<'_>) -> Sides {
    let strikes = case.bond.measure == "attacks" && case.relation == Some(Relation::Doer);
    if !strikes && !matches!(case.bond.measure, "launched" | "shot_down") {
        return None;
    }
    let at = case.tokens().start;
    let strikers = case.names(case.sentence.clone()).filter(|name| name.part == Part::Striker && !case.speaks(name));
    let nearest = strikers.min_by_key(|name| name.tokens.start.abs_diff(at)).and_then(|name| name.side);
    // "four drones struck Kharkiv": they come from the foe of whose ground it is.
    let ground =
        || case.ground(case.sentence.clone()).find(|name| matches!(name.part, Part::Place | Part::Struck)).and_then(|name| name.side);
    one(nearest.or_else(|| ground().filter(|_| case.bond.measure != "attacks").and_then(|side| case.enemy(side))))
}

/// "27 million people in West Africa": a region of many states is nobody's.
pub(super) fn region(case: &Case<'_>) -> Sides {
    if case.fights() || !placed(case) {
        return None;
    }
    let names = crate::read::name::within(case.scene.names, case.sentence.clone()).iter();
    let regions = names.filter(|name| name.side.is_none() && name.class == Class::Place && matches!(name.part, Part::Place | Part::Struck));
    let region = regions.map(|name| case.far(name)).min()?;
    nearest(case).is_none_or(|name| case.far(name) > region).then(|| vec![None])
}

/// Where it happens, in the same sentence.
pub(super) fn place(case: &Case<'_>) -> Sides {
    if is_world(case) {
        return Some(vec![None]);
    }
    let origin = case.relation == Some(Relation::Origin);
    if !origin && (case.fights() || !placed(case)) {
        return None;
    }
    if origin || case.bond.measure == "fled" && case.sentence.clone().any(|at| case.is(at, GO)) {
        return one(home_of(case));
    }
    let name = nearest(case)?;
    let beside = name.tokens.start.saturating_sub(6).max(case.sentence.start)..(name.tokens.end + 6).min(case.sentence.end);
    let listed = case.names(beside).any(|other| other.part == name.part && other.side != name.side && other.class == Class::State);
    if listed && case.relation.is_none() {
        return Some(vec![None]);
    }
    if disputed(case, name) {
        return Some(vec![None]);
    }
    one(name.side)
}

/// Where people come from: "from Syria", "the war in Sudan".
fn home_of(case: &Case<'_>) -> Option<&'static str> {
    let from = case.names(case.sentence.clone()).find(|name| name.part == Part::From);
    from.or_else(|| case.ground(case.sentence.clone()).find(|name| case.is_strife(name))).and_then(|name| name.side)
}

/// People on a ship or plane are nobody's by the place of the wreck.
pub(super) fn aboard(case: &Case<'_>) -> Sides {
    let phrase = case.phrase();
    let near = case.tokens().end..(phrase.end + 3).min(case.sentence.end);
    // A bus or tram keeps to its own land.
    let road = || case.sentence.clone().any(|at| case.is(at, ROAD));
    (case.sort == Sort::Civil && near.into_iter().any(|at| case.is(at, ABOARD)) && !road()).then(|| vec![None])
}

/// "two others were wounded": more of those counted before.
pub(super) fn others(case: &Case<'_>) -> Sides {
    let phrase = case.phrase();
    let more = case.scene.page.text(phrase.end.saturating_sub(1)) == "others" || case.is(case.tokens().end, OTHERS);
    let sentence = case.scene.page.sentence_of(case.tokens().start);
    let last =
        (0..case.number).rev().take(4).find(|last| more && alike(case, *last) && case.owners[*last].sides.iter().any(Option::is_some))?;
    let near = case.scene.page.sentence_of(case.scene.numbers[last].tokens.start) + 2 > sentence;
    near.then(|| case.owners[last].sides.clone())
}

/// "12 militants were killed": of the group that is named as the foe of the state that fights them, else nobody's.
pub(super) fn rebels(case: &Case<'_>) -> Sides {
    let phrase = case.phrase();
    phrase.clone().find(|at| case.is(*at, REBEL))?;
    let parties = case.scene.parties;
    let state = super::event::actor(case)
        .or_else(|| nearest(case).and_then(|name| name.side))
        .or_else(|| parties.main())
        .or_else(|| parties.struck());
    let group = |state: &str| parties.rebels(&case.scene.lang.name.foes, state);
    Some(vec![state.and_then(group)])
}

/// "20 hostages in Gaza": groups take hostages of the state they fight, wherever they hold them.
pub(super) fn hostages(case: &Case<'_>) -> Sides {
    let phrase = case.phrase();
    // "251 people were taken hostage": the word follows its verb.
    let seized = |at: &usize| matches!(case.scene.page.text(at - 1), "as" | "taken" | "held" | "taking");
    let mut after = phrase.end..(phrase.end + 10).min(case.sentence.end);
    phrase.clone().find(|at| case.is(*at, HOSTAGE)).or_else(|| after.find(|at| case.is(*at, HOSTAGE) && *at > 0 && seized(at)))?;
    one(case.scene.parties.taken(&case.scene.lang.name.foes))
}

/// "France loses 4,300 jobs, Germany 3,700": who is named since the last figure, where the two are alike.
pub(super) fn between(case: &Case<'_>) -> Sides {
    let last = case.last().filter(|last| case.scene.numbers[*last].tokens.start >= case.sentence.start && alike(case, *last))?;
    let owner = case.owners.get(last)?.sides.first().copied().flatten()?;
    let bare = |name: &&Name| name.part == Part::Plain || !case.fights() && name.part == Part::Place;
    let party = |name: &&Name| name.class == Class::State && name.tokens.end + NEXT >= case.tokens().start && !case.speaks(name);
    let named = case.names(case.scene.numbers[last].tokens.end..case.tokens().start).filter(party).rfind(bare)?;
    one(named.side.filter(|side| *side != owner && owner.len() == 3))
}

/// An army that tells of weapons destroyed tells of its foe's.
fn boast(case: &Case<'_>) -> Option<&'static str> {
    let arms = case.sort == Sort::Arms
        && matches!(case.bond.class, Some("drone" | "vehicle"))
        && matches!(case.bond.measure, "destroyed" | "shot_down");
    arms.then(|| super::phrase::speaker(case)).flatten().and_then(|side| case.enemy(side))
}

/// An office of a state speaks of its own doings.
pub(super) fn voice(case: &Case<'_>) -> Sides {
    if let Some(foe) = boast(case) {
        return one(Some(foe));
    }
    let own = matches!(case.relation, Some(Relation::Doer)) && !matches!(case.bond.measure, "launched" | "lost" | "attacks" | "deployed");
    own.then(|| super::phrase::speaker(case))
        .flatten()
        .filter(|side| side.len() == 3 || matches!(case.bond.measure, "pledged" | "paid" | "delivered"))
        .map(|side| vec![Some(side)])
}

/// Struck on its own ground by itself: whose the victims are is what the sides dispute.
fn disputed(case: &Case<'_>, ground: &Name) -> bool {
    let side = ground.side;
    let here = case.names(case.sentence.clone()).find(|name| name.part == Part::Striker && !case.speaks(name)).map(|name| name.side);
    let alone = |side: &str| case.scene.parties.strikes_alone(&case.scene.lang.name.foes, side);
    let struck = |side: &str| here.map_or_else(|| alone(side), |here| here == Some(side) && case.foe(side).is_some());
    case.relation == Some(Relation::Done) && side.is_some_and(struck)
}

/// Everybody's: "worldwide", or more people than one state has.
fn is_world(case: &Case<'_>) -> bool {
    let near = case.tokens().start.saturating_sub(20).max(case.sentence.start)..(case.tokens().end + 10).min(case.sentence.end);
    let people = || matches!(case.bond.class, Some("person" | "child" | "household"));
    let open =
        matches!(case.relation, Some(Relation::Home | Relation::Origin)) && case.sort == Sort::Civil || case.relation.is_none() && people();
    let whole = case.phrase().end.max(case.tokens().end);
    if case.relation == Some(Relation::Done) && people() && (whole..whole + 2).any(|at| case.is(at, WORLD)) {
        return true;
    }
    let many = || case.scene.numbers[case.number].low.is_some_and(|low| low >= MANY);
    open && (many() || near.into_iter().any(|at| case.is(at, WORLD)))
}

/// Whether the place of a figure tells whose it is.
fn placed(case: &Case<'_>) -> bool {
    let settled = matches!(case.bond.class, Some("person" | "child" | "household" | "building" | "place" | "post" | "life"));
    match case.relation {
        Some(Relation::Done | Relation::Home) => case.sort != Sort::Other || case.bond.measure == "area",
        Some(Relation::Doer | Relation::Origin) => false,
        None => settled,
    }
}

/// The nearest ground named in the sentence.
pub(super) fn nearest<'a>(case: &Case<'a>) -> Option<&'a Name> {
    case.ground(case.sentence.clone()).min_by_key(|name| case.far(name))
}

impl<'a> Case<'a> {
    /// The figure before.
    pub fn last(&self) -> Option<usize> {
        (0..self.number).rev().take(4).find(|last| self.scene.numbers[*last].not.is_none())
    }

    /// The names of ground within some tokens.
    pub fn ground(&self, tokens: Range<usize>) -> impl DoubleEndedIterator<Item = &'a Name> + use<'a> {
        let lies = |name: &&Name| !matches!(name.class, Class::Group | Class::Body | Class::Person);
        self.names(tokens).filter(lies).filter(|name| matches!(name.part, Part::Place | Part::Struck | Part::From))
    }

    /// How far a name is from the number; a new clause between counts as far.
    pub fn far(&self, name: &Name) -> usize {
        let at = self.tokens().start;
        let (from, to) = if name.tokens.start > at { (at, name.tokens.start) } else { (name.tokens.end, at) };
        let breaks =
            (from..to).filter(|at| matches!(self.scene.page.text(*at), "while" | "whereas" | "but" | ";" | "after" | "since")).count();
        // "in Kyiv, 12 people": only the ground that opens the sentence reaches over a comma.
        let comma = |tokens: Range<usize>| tokens.into_iter().any(|at| self.scene.page.text(at) == ",");
        let comma = name.tokens.start < at && comma(self.sentence.start..name.tokens.start) && comma(from..to);
        2 * (to - from) + 30 * (breaks + usize::from(comma)) + usize::from(name.tokens.start < at)
    }

    /// Whether a place is named as that of a war or disaster: "the war in Sudan".
    pub fn is_strife(&self, name: &Name) -> bool {
        (name.tokens.start.saturating_sub(4).max(self.sentence.start)..name.tokens.start).any(|at| self.is(at, STRIFE))
    }
}

/// A figure that stands alone in its line, with its label in the next: "10.8 million / people in Ukraine".
pub(super) fn label(case: &Case<'_>) -> Sides {
    let number = case.tokens();
    let alone = case.sentence.len() <= number.len() + 4;
    let next = case.scene.page.sentences.get(case.scene.page.sentence_of(number.start) + 1).filter(|_| alone)?;
    let short = next.tokens.len() <= 12;
    one(case.names(next.tokens.clone()).find(|_| short).and_then(|name| name.side))
}

/// Soldiers and ships outside any war: the nearest army or people named.
pub(super) fn corps(case: &Case<'_>) -> Sides {
    let at = case.tokens().start;
    let peaceful = case.fights() && case.scene.parties.striker().is_none_or(|striker| case.foe(striker).is_none());
    let own = |name: &&Name| {
        name.class == Class::Nationality && (name.tokens.end..(name.tokens.end + 4).min(case.sentence.end)).any(|at| case.is(at, ARMY))
    };
    let names = case.names(case.sentence.clone()).filter(own);
    one(names.filter(|_| peaceful).min_by_key(|name| name.tokens.start.abs_diff(at)).and_then(|name| name.side))
}

/// The figure before, if it is alike; else the ground of the sentences before.
pub(super) fn before(case: &Case<'_>) -> Sides {
    let sentence = case.scene.page.sentence_of(case.tokens().start);
    let near = |other: &usize| case.scene.page.sentence_of(case.scene.numbers[*other].tokens.start) + BACK > sentence;
    let shared = |owner: &Owner| owner.because.is_some_and(|why| matches!(why.rule, "together" | "phrase" | "region"));
    let told = |other: &usize| {
        case.owners[*other].sides.iter().any(Option::is_some)
            || shared(&case.owners[*other]) && case.scene.bonds()[*other].measure == case.bond.measure && case.relation.is_some()
    };
    if case.is_length() {
        return None;
    }
    let back = || (0..case.number).rev().take(NUMBERS).filter(told);
    let same = |other: &usize| alike(case, *other) && case.relation.is_some() && case.scene.bonds()[*other].measure == case.bond.measure;
    let far = || case.fights() || matches!(case.relation, Some(Relation::Origin)) || case.bond.offence.is_some();
    let kin = back().take_while(near).find(same).or_else(|| back().find(|other| far() && same(other)));
    let kin = kin
        .or_else(|| back().take_while(near).find(|other| alike(case, *other)))
        .or_else(|| back().find(|other| far() && alike(case, *other)));
    if let Some(other) = kin {
        return Some(case.owners[other].sides.clone());
    }
    if case.fights() || !placed(case) || case.bond.measure == "fled" {
        return None;
    }
    let grounds = (sentence.saturating_sub(BACK)..sentence).rev().find_map(|back| {
        let tokens = case.scene.page.sentences.get(back)?.tokens.clone();
        // Ground that is named once in a report of other grounds is seldom where it happens.
        case.ground(tokens).find(|name| {
            name.side.is_some_and(|side| {
                4 * case.scene.parties.struck_on(side) >= case.scene.parties.struck().map_or(0, |most| case.scene.parties.struck_on(most))
            })
        })
    });
    if grounds.is_some_and(|name| disputed(case, name)) {
        return Some(vec![None]);
    }
    one(grounds.and_then(|name| name.side))
}

/// Whether what is known of another figure may hold for this one: the same measure, or the same sort in the same relation.
fn alike(case: &Case<'_>, other: usize) -> bool {
    let bond = &case.scene.bonds()[other];
    let theirs = super::relation(case.scene, bond);
    let bare = case.bond.head.is_none() || case.bond.counted.as_ref().is_some_and(|counted| counted.span.is_none());
    let same = super::sort(bond) == case.sort || bare && case.sort != Sort::Other && theirs == Some(Relation::Done);
    let kin = same && (theirs == case.relation || case.relation.is_none() && theirs != Some(Relation::Doer));
    bond.measure == case.bond.measure && case.relation.is_some() && same || kin
}

/// Whom the report as a whole is about: who is struck most, who strikes most, or who is named more than all others.
pub(super) fn report(case: &Case<'_>) -> Sides {
    let parties = case.scene.parties;
    let main = || parties.main();
    if case.is_length() {
        return Some(vec![None]);
    }
    match case.relation {
        Some(Relation::Doer) if matches!(case.bond.measure, "launched" | "attacks") => one(parties.striker()),
        Some(Relation::Done) if case.bond.measure == "shot_down" => one(parties.striker()),
        Some(Relation::Done) if !case.fights() && placed(case) => one(parties.struck().or_else(main)),
        // In a war of two, the one named more is not the one that bears more.
        Some(Relation::Done) if case.fights() => one(main().filter(|main| case.foe(main).is_none())),
        _ => one(main()),
    }
}

/// The last figure that is somebody's, of whatever sort; else the state that the report names first.
pub(super) fn latest(case: &Case<'_>) -> Sides {
    if case.relation.is_none() && case.bond.class != Some("group") || case.bond.measure == "exchanged" {
        return None;
    }
    let sentence = case.scene.page.sentence_of(case.tokens().start);
    let near = |other: &usize| case.scene.page.sentence_of(case.scene.numbers[*other].tokens.start) + 2 * BACK > sentence;
    let back =
        (0..case.number).rev().take(NUMBERS).take_while(near).filter(|other| super::sort(&case.scene.bonds()[*other]) != Sort::Other);
    let last = back.map(|other| &case.owners[other].sides).find(|sides| sides.iter().any(Option::is_some));
    // In a war of two, soldiers killed may be of either.
    let open = |side: &&'static str| case.fights() && case.relation == Some(Relation::Done) && case.foe(side).is_some();
    last.cloned().or_else(|| one(first(case).filter(|side| case.bond.measure != "fled" && !open(side))))
}

/// The state of the report's first name that strikes nobody.
fn first(case: &Case<'_>) -> Option<&'static str> {
    let opens = case
        .scene
        .names
        .iter()
        .take(4)
        .take_while(|name| name.tokens.start < case.sentence.end)
        .filter(|name| !matches!(name.part, Part::Striker | Part::Tied));
    opens.filter(|name| matches!(name.class, Class::State | Class::Nationality | Class::Place)).find_map(|name| name.side)
}
