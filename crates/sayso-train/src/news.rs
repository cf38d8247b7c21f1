//! Sentences of news made by rule, with their trees: the treebank has few of them, and figures stand in little else.
//!
//! Every sentence is put together here from the words of the packs and from frames of our own; no text of others is used.

use crate::learn::Chance;
use crate::lexicon::Words;
use crate::phrase::{Phrase, closed, join, mark, without_first, word};

/// How many sentences are made.
const MADE: usize = 3000;

/// The made sentences, as CoNLL-U.
pub fn conllu(seed: u64) -> String {
    let mut maker = Maker { words: Words::new(), chance: Chance::new(seed) };
    (0..MADE).map(|_| maker.sentence().conllu()).collect()
}

struct Maker {
    words: Words,
    chance: Chance,
}

impl Maker {
    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.chance.below(of.len())]
    }

    fn maybe(&mut self, percent: usize) -> bool {
        self.chance.below(100) < percent
    }

    fn sentence(&mut self) -> Phrase {
        let clause = self.clause();
        let told = self.told(clause);
        let mut out = join(vec![(told, "root"), (mark("."), "punct")], 0);
        let opening = usize::from(out.nodes[0].word == "“");
        let first = &mut out.nodes[opening].word;
        *first = first[..1].to_uppercase() + &first[1..];
        out
    }

    /// A clause with or without who says it.
    fn told(&mut self, clause: Phrase) -> Phrase {
        let said = self.pick(&[
            ["say", "says", "said"],
            ["say", "says", "said"],
            ["add", "adds", "added"],
            ["report", "reports", "reported"],
            ["claim", "claims", "claimed"],
            ["announce", "announces", "announced"],
            ["state", "states", "stated"],
            ["confirm", "confirms", "confirmed"],
            ["note", "notes", "noted"],
            ["estimate", "estimates", "estimated"],
            ["write", "writes", "wrote"],
        ]);
        let frame = self.chance.below(12);
        let mut who = self.speaker();
        while matches!(frame, 6 | 7) && who.nodes[who.root].tag == "PRON" {
            who = self.speaker();
        }
        let said = self.finite(&who, said);
        match frame {
            0 | 1 => {
                let that = join(vec![(word("that", "SCONJ", "IN"), "mark"), (clause, "root")], 1);
                let clause = if self.maybe(60) { that } else { without_first(that) };
                let time = if self.maybe(30) { Some(self.time()) } else { None };
                let mut parts = vec![(who, "nsubj"), (said, "root")];
                parts.extend(time);
                parts.push((clause, "ccomp"));
                join(parts, 1)
            }
            2 | 3 => join(vec![(closed(clause, ","), "ccomp"), (who, "nsubj"), (said, "root")], 2),
            4 => {
                let quoted = join(vec![(mark("“"), "punct"), (clause, "root"), (mark(","), "punct"), (mark("”"), "punct")], 1);
                if self.maybe(50) {
                    join(vec![(quoted, "ccomp"), (who, "nsubj"), (said, "root")], 2)
                } else {
                    join(vec![(quoted, "ccomp"), (said, "root"), (who, "nsubj")], 1)
                }
            }
            5 => join(
                vec![(who, "nsubj"), (said, "root"), (mark(":"), "punct"), (mark("“"), "punct"), (clause, "ccomp"), (mark("”"), "punct")],
                1,
            ),
            6 => {
                let who = join(vec![(mark(","), "punct"), (according(), "case"), (who, "root")], 2);
                join(vec![(clause, "root"), (who, "obl")], 0)
            }
            7 => join(vec![(join(vec![(according(), "case"), (who, "root")], 1), "obl"), (mark(","), "punct"), (clause, "root")], 2),
            8 => {
                let heard = self.pick(&["reporters", "journalists", "lawmakers", "parliament"]);
                let penn = if heard == "parliament" { "NN" } else { "NNS" };
                let time = if self.maybe(40) { Some(self.time()) } else { None };
                let clause = if self.maybe(50) { join(vec![(word("that", "SCONJ", "IN"), "mark"), (clause, "root")], 1) } else { clause };
                let mut parts = vec![(who, "nsubj"), (word("told", "VERB", "VBD"), "root"), (word(heard, "NOUN", penn), "iobj")];
                parts.extend(time);
                parts.push((clause, "ccomp"));
                join(parts, 1)
            }
            _ => clause,
        }
    }

    fn clause(&mut self) -> Phrase {
        let [base, third, past, participle, _] = self.verb();
        match self.chance.below(9) {
            0 | 1 => {
                let (who, what) = (self.agent(), self.list());
                let verb = self.finite(&who, [base, third, past]);
                let main = vec![(who, "nsubj"), (verb, "root"), (what, "obj")];
                self.set(main, 1)
            }
            2 | 3 => {
                let what = self.count();
                let verb = self.passive(participle);
                let mut parts = vec![(what, "nsubj:pass"), (verb, "root")];
                if self.maybe(40) {
                    let (more, [_, _, _, other, _]) = (self.count(), self.verb());
                    let second = if self.maybe(60) { word(other, "VERB", "VBN") } else { self.passive(other) };
                    let second = join(vec![(word("and", "CCONJ", "CC"), "cc"), (more, "nsubj:pass"), (second, "root")], 2);
                    parts.push((second, "conj"));
                }
                self.set(parts, 1)
            }
            4 | 5 => {
                let (who, what) = (self.agent(), self.list());
                let verb = self.pick(&[
                    (["shoot", "shoots", "shot"], "down"),
                    (["bring", "brings", "brought"], "down"),
                    (["take", "takes", "took"], "out"),
                    (["wipe", "wipes", "wiped"], "out"),
                    (["call", "calls", "called"], "up"),
                    (["hand", "hands", "handed"], "over"),
                ]);
                let verb = join(vec![(self.finite(&who, verb.0), "root"), (word(verb.1, "ADP", "RP"), "compound:prt")], 0);
                self.set(vec![(who, "nsubj"), (verb, "root"), (what, "obj")], 1)
            }
            6 => {
                let (who, at) = (self.agent(), self.place());
                let hit = self.pick(&["hit", "struck", "attacked", "shelled", "bombed", "raided"]);
                let (first, second) = (self.result(), self.result());
                let second = join(vec![(word("and", "CCONJ", "CC"), "cc"), (second, "root")], 1);
                let result = join(vec![(mark(","), "punct"), (first, "root"), (second, "conj")], 1);
                join(vec![(who, "nsubj"), (word(hit, "VERB", "VBD"), "root"), (at, "obj"), (result, "advcl")], 1)
            }
            7 => {
                let what = self.count();
                let done =
                    self.pick(&["deserted", "fled", "died", "disappeared", "surrendered", "returned", "perished", "defected", "escaped"]);
                let verb = join(vec![(word("have", "AUX", "VBP"), "aux"), (word(done, "VERB", "VBN"), "root")], 1);
                let verb = if self.maybe(50) { verb } else { word(done, "VERB", "VBD") };
                self.set(vec![(what, "nsubj"), (verb, "root")], 1)
            }
            _ => {
                let toll = self.pick(&["death toll", "total number", "official count", "casualty figure"]);
                let (first, second) = toll.split_once(' ').unwrap_or(("death", "toll"));
                let first = if first == "death" || first == "casualty" {
                    (word(first, "NOUN", "NN"), "compound")
                } else {
                    (word(first, "ADJ", "JJ"), "amod")
                };
                let toll = join(vec![(word("the", "DET", "DT"), "det"), first, (word(second, "NOUN", "NN"), "root")], 2);
                let verb = self.pick(&["rose", "climbed", "fell", "jumped", "grew", "stood"]);
                let number = self.number();
                let to = if verb == "stood" { "at" } else { "to" };
                let number = join(vec![(word(to, "ADP", "IN"), "case"), (number, "root")], 1);
                join(vec![(toll, "nsubj"), (word(verb, "VERB", "VBD"), "root"), (number, "obl")], 1)
            }
        }
    }

    /// "killing 12 people", "leaving 12 people dead"
    fn result(&mut self) -> Phrase {
        if self.maybe(20) {
            let (what, state) = (self.count(), self.pick(&["dead", "wounded", "homeless", "injured", "missing", "trapped"]));
            return join(vec![(word("leaving", "VERB", "VBG"), "root"), (what, "obj"), (word(state, "ADJ", "JJ"), "xcomp")], 0);
        }
        let ([_, _, _, _, gerund], what) = (self.verb(), self.count());
        join(vec![(word(gerund, "VERB", "VBG"), "root"), (what, "obj")], 0)
    }

    fn verb(&mut self) -> [&'static str; 5] {
        let verbs = self.words.verbs.clone();
        self.pick(&verbs)
    }

    /// A verb that agrees with who does it: past, or now and then present.
    fn finite(&mut self, who: &Phrase, [base, third, past]: [&str; 3]) -> Phrase {
        let doer = &who.nodes[who.root];
        match (self.maybe(35), doer.penn == "NNS" || doer.word == "they") {
            (false, _) => word(past, "VERB", "VBD"),
            (true, true) => word(base, "VERB", "VBP"),
            (true, false) => word(third, "VERB", "VBZ"),
        }
    }

    fn passive(&mut self, participle: &str) -> Phrase {
        let verb = (word(participle, "VERB", "VBN"), "root");
        if self.maybe(40) {
            return join(vec![(word("have", "AUX", "VBP"), "aux"), (word("been", "AUX", "VBN"), "aux:pass"), verb], 2);
        }
        let form = self.pick(&[("were", "VBD"), ("are", "VBP")]);
        join(vec![(word(form.0, "AUX", form.1), "aux:pass"), verb], 1)
    }

    /// A clause with a time or a place at its end.
    fn set(&mut self, mut parts: Vec<(Phrase, &'static str)>, head: usize) -> Phrase {
        if self.maybe(40) {
            let at = self.place();
            parts.push((join(vec![(word("in", "ADP", "IN"), "case"), (at, "root")], 1), "obl"));
        }
        if self.maybe(40) {
            let time = self.time();
            parts.push(time);
        }
        join(parts, head)
    }

    fn time(&mut self) -> (Phrase, &'static str) {
        let day = self.pick(&["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]);
        match self.chance.below(4) {
            0 | 1 => (join(vec![(word("on", "ADP", "IN"), "case"), (word(day, "PROPN", "NNP"), "root")], 1), "obl"),
            2 => (word("overnight", "ADV", "RB"), "advmod"),
            _ => {
                let past = vec![
                    (word("in", "ADP", "IN"), "case"),
                    (word("the", "DET", "DT"), "det"),
                    (word("past", "ADJ", "JJ"), "amod"),
                    (word("day", "NOUN", "NN"), "root"),
                ];
                (join(past, 3), "obl")
            }
        }
    }

    fn place(&mut self) -> Phrase {
        let places = self.words.places.clone();
        let name = self.pick(&places);
        if self.maybe(30) {
            let region = self.pick(&["region", "district", "province"]);
            return join(
                vec![(word("the", "DET", "DT"), "det"), (word(name, "PROPN", "NNP"), "compound"), (word(region, "NOUN", "NN"), "root")],
                2,
            );
        }
        word(name, "PROPN", "NNP")
    }

    /// Who does something: a state, its forces, a group of people.
    fn agent(&mut self) -> Phrase {
        let (states, peoples) = (self.words.states.clone(), self.words.peoples.clone());
        match self.chance.below(4) {
            0 => word(self.pick(&states), "PROPN", "NNP"),
            1 => {
                let forces =
                    self.pick(&[("air", "defenses"), ("air", "defences"), ("ground", "forces"), ("army", "units"), ("border", "guards")]);
                let people = self.pick(&peoples);
                join(
                    vec![
                        (word(people, "ADJ", "JJ"), "amod"),
                        (word(forces.0, "NOUN", "NN"), "compound"),
                        (word(forces.1, "NOUN", "NNS"), "root"),
                    ],
                    2,
                )
            }
            2 => {
                let forces = self.pick(&["forces", "troops", "strikes", "shelling", "rebels", "drones"]);
                let people = self.pick(&peoples);
                let penn = if forces == "shelling" { "NN" } else { "NNS" };
                join(vec![(word(people, "ADJ", "JJ"), "amod"), (word(forces, "NOUN", penn), "root")], 1)
            }
            _ => self.speaker(),
        }
    }

    fn speaker(&mut self) -> Phrase {
        let (states, peoples, people) = (self.words.states.clone(), self.words.peoples.clone(), self.words.people.clone());
        let office = self.pick(&["ministry", "army", "police", "government", "agency", "commander", "governor", "spokesman"]);
        match self.chance.below(6) {
            0 => join(vec![(word("the", "DET", "DT"), "det"), (word(office, "NOUN", "NN"), "root")], 1),
            1 => {
                let people = self.pick(&peoples);
                join(vec![(word(people, "ADJ", "JJ"), "amod"), (word("officials", "NOUN", "NNS"), "root")], 1)
            }
            2 => {
                let state = self.pick(&states);
                let state = join(vec![(word(state, "PROPN", "NNP"), "root"), (word("'s", "PART", "POS"), "case")], 0);
                join(
                    vec![(state, "nmod:poss"), (word("Defense", "PROPN", "NNP"), "compound"), (word("Ministry", "PROPN", "NNP"), "root")],
                    2,
                )
            }
            3 => {
                let person = self.pick(&people);
                self.person(person)
            }
            4 => {
                let (person, people) = (self.pick(&people), self.pick(&peoples));
                let office = self.pick(&["President", "Governor", "Minister", "General", "spokesman", "spokeswoman"]);
                let office = if office.starts_with('s') { word(office, "NOUN", "NN") } else { word(office, "PROPN", "NNP") };
                let office = join(vec![(word(people, "ADJ", "JJ"), "amod"), (office, "root")], 1);
                let person = self.person(person);
                join(vec![(office, "nmod:desc"), (person, "root")], 1)
            }
            5 if self.maybe(50) => {
                let (person, role) = (self.pick(&people), self.pick(&["spokesman", "spokeswoman", "director", "commander", "head"]));
                let person = self.person(person);
                let office = join(vec![(word("the", "DET", "DT"), "det"), (word(office, "NOUN", "NN"), "root")], 1);
                let of = if role.starts_with("spokes") { "for" } else { "of" };
                let office = join(vec![(word(of, "ADP", "IN"), "case"), (office, "root")], 1);
                let role = join(
                    vec![
                        (mark(","), "punct"),
                        (word("a", "DET", "DT"), "det"),
                        (word(role, "NOUN", "NN"), "root"),
                        (office, "nmod"),
                        (mark(","), "punct"),
                    ],
                    2,
                );
                join(vec![(person, "root"), (role, "appos")], 0)
            }
            _ => {
                let pronoun = self.pick(&["he", "she", "it", "they"]);
                word(pronoun, "PRON", "PRP")
            }
        }
    }

    fn person(&mut self, name: &str) -> Phrase {
        let (first, last) = name.split_once(' ').unwrap_or((name, name));
        if self.maybe(30) {
            return word(last, "PROPN", "NNP");
        }
        join(vec![(word(first, "PROPN", "NNP"), "root"), (word(last, "PROPN", "NNP"), "flat")], 0)
    }

    /// One counted noun, or a list of them.
    fn list(&mut self) -> Phrase {
        let mut parts = vec![(self.count(), "root")];
        let more = self.pick(&[0, 0, 1, 1, 2, 3]);
        for at in 0..more {
            let last = at + 1 == more;
            let link = if last { (word("and", "CCONJ", "CC"), "cc") } else { (mark(","), "punct") };
            parts.push((join(vec![link, (self.count(), "root")], 1), "conj"));
        }
        join(parts, 0)
    }

    /// A hedge, a number and a noun.
    fn count(&mut self) -> Phrase {
        let (nouns, peoples) = (self.words.nouns.clone(), self.words.peoples.clone());
        let noun = word(self.pick(&nouns), "NOUN", "NNS");
        let mut parts = vec![(self.number(), "nummod")];
        if self.maybe(35) {
            parts.push((word(self.pick(&peoples), "ADJ", "JJ"), "amod"));
        } else if self.maybe(15) {
            let kind = self.pick(&["armored", "unmanned", "wounded", "guided", "armoured", "damaged", "young"]);
            parts.push((word(kind, "ADJ", "JJ"), "amod"));
        } else if self.maybe(15) {
            let kind = self.pick(&["combat", "battle", "cruise", "attack", "artillery", "army", "family"]);
            parts.push((word(kind, "NOUN", "NN"), "compound"));
        }
        parts.push((noun, "root"));
        let head = parts.len() - 1;
        match self.chance.below(20) {
            0 => parts.push((self.done_to(), "acl")),
            1 => {
                let inner = self.count();
                parts.push((join(vec![(mark(","), "punct"), (word("including", "VERB", "VBG"), "case"), (inner, "root")], 2), "nmod"));
            }
            _ => {}
        }
        join(parts, head)
    }

    /// "displaced by the army"
    fn done_to(&mut self) -> Phrase {
        let ([_, _, _, participle, _], by) = (self.verb(), self.agent());
        let verb = (word(participle, "VERB", "VBN"), "root");
        if by.nodes[by.root].tag == "PRON" {
            return join(vec![verb], 0);
        }
        join(vec![verb, (join(vec![(word("by", "ADP", "IN"), "case"), (by, "root")], 1), "obl:agent")], 0)
    }

    fn number(&mut self) -> Phrase {
        let number = match self.chance.below(5) {
            0 => self.pick(&["two", "three", "four", "five", "seven", "ten", "twelve"]).to_owned(),
            1 | 2 => (self.chance.below(900) + 4).to_string(),
            3 => format!("{},{:03}", self.chance.below(300) + 1, self.chance.below(1000)),
            _ => format!("{},000", self.chance.below(800) + 1),
        };
        let mut number = word(&number, "NUM", "CD");
        if self.maybe(8) {
            number = join(vec![(number, "compound"), (word("million", "NUM", "CD"), "root")], 1);
        }
        match self.chance.below(12) {
            0 | 1 => join(
                vec![(join(vec![(word("at", "ADP", "IN"), "case"), (word("least", "ADJ", "JJS"), "root")], 1), "nmod"), (number, "root")],
                1,
            ),
            2 | 3 => join(
                vec![
                    (join(vec![(word("more", "ADJ", "JJR"), "root"), (word("than", "ADP", "IN"), "fixed")], 0), "advmod"),
                    (number, "root"),
                ],
                1,
            ),
            4 => join(
                vec![(join(vec![(word("up", "ADP", "IN"), "root"), (word("to", "ADP", "IN"), "fixed")], 0), "advmod"), (number, "root")],
                1,
            ),
            5 | 6 => {
                let about = self.pick(&["about", "nearly", "around", "over", "almost", "roughly", "approximately", "only"]);
                join(vec![(word(about, "ADV", "RB"), "advmod"), (number, "root")], 1)
            }
            7 => join(vec![(word("some", "DET", "DT"), "advmod"), (number, "root")], 1),
            _ => number,
        }
    }
}

fn according() -> Phrase {
    join(vec![(word("according", "VERB", "VBG"), "root"), (word("to", "ADP", "IN"), "fixed")], 0)
}
