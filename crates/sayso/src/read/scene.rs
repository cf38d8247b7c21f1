//! Everything found in a report before it is bound: what the binding stages look at.

use std::cell::OnceCell;

use super::bind::{self, Bond, Owner};
use super::figure::Number;
use super::lang::Lang;
use super::name::{Name, Parties};
use super::page::Page;
use super::said::{self, Saying};
use super::syntax::{Tree, Trees};
use super::when::{self, Held, Time};

/// One report with all that was found in it.
#[derive(Debug)]
pub struct Scene<'a> {
    /// The words it is read by.
    pub lang: &'a Lang,
    /// Its text, cut.
    pub page: &'a Page<'a>,
    /// The trees of its sentences, grown when asked for.
    pub trees: &'a Trees<'a>,
    /// Its dates, spans and durations, in text order.
    pub times: &'a [Time],
    /// Its numbers, figures or not, in text order.
    pub numbers: &'a [Number],
    /// Its names of states, groups, places, bodies and people, in text order.
    pub names: &'a [Name],
    /// The sides of its events.
    pub parties: &'a Parties,
    /// Whether the numbers that are no figures are wanted too.
    pub all: bool,
    /// Its attributions, in text order.
    pub sayings: Vec<Saying>,
    /// Which of them reach into each sentence, found when first asked for.
    pub(super) reaches: OnceCell<Vec<Vec<usize>>>,
    /// What each number counts, read when first asked for.
    pub(super) bonds: OnceCell<Vec<Bond>>,
    /// Whose each number is, read when first asked for.
    pub(super) owners: OnceCell<Vec<Owner>>,
    /// The period of each number, read when first asked for.
    pub(super) periods: OnceCell<Vec<Option<Held>>>,
}

impl Scene<'_> {
    /// What each number counts and what happened, by the number's index.
    pub fn bonds(&self) -> &[Bond] {
        self.bonds.get_or_init(|| bind::bonds(self))
    }

    /// Whose people or things each number counts, by the number's index.
    pub fn owners(&self) -> &[Owner] {
        self.owners.get_or_init(|| bind::owners(self))
    }

    /// The period that holds for each number, by the number's index.
    pub(super) fn periods(&self) -> &[Option<Held>] {
        self.periods.get_or_init(|| when::periods(self))
    }

    /// The attributions that reach a token, in text order. They are looked up by sentence: a long report has many.
    pub fn heard(&self, token: usize) -> impl Iterator<Item = &Saying> {
        let reaches = self.reaches.get_or_init(|| said::reaches(self.page, self.sayings.iter().map(|saying| saying.content.as_slice())));
        let near = reaches.get(self.page.sentence_of(token)).into_iter().flatten().filter_map(|at| self.sayings.get(*at));
        near.filter(move |saying| saying.content.iter().any(|content| content.contains(&token)))
    }

    /// Whether a claim is wanted of a number; only sentences with such a number are worth a tree.
    pub fn asks(&self, number: &Number) -> bool {
        self.all || number.not.is_none()
    }

    /// The tree of the sentence that a token stands in.
    pub fn tree(&self, token: usize) -> &Tree {
        self.trees.of(self.page.sentence_of(token))
    }
}
