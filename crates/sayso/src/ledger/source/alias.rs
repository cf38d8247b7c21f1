//! What people said of names: these two are one, these are not. The latest word stands, and taking one back is leaving it out.

use std::collections::BTreeMap;

/// Names and ids that stand together. What the tables make of a name is the weakest word of all, so that it too can be undone.
#[derive(Debug, Default)]
pub struct Groups {
    parent: BTreeMap<String, String>,
    apart: Vec<(String, String)>,
}

impl Groups {
    /// Takes in the next word, from the strongest to the weakest: what contradicts a stronger one is left.
    pub fn add(&mut self, a: &str, b: &str, same: bool) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return;
        }
        if !same {
            self.apart.push((a, b));
        } else if !self.are_apart(&a, &b) {
            self.parent.insert(b, a);
        }
    }

    /// The node that stands for all that are one with this.
    pub fn root(&self, node: &str) -> String {
        let mut at = node;
        while let Some(next) = self.parent.get(at) {
            at = next;
        }
        at.to_owned()
    }

    fn are_apart(&self, a: &str, b: &str) -> bool {
        let pair = |one: &str, other: &str| one == a && other == b || one == b && other == a;
        self.apart.iter().any(|(one, other)| pair(&self.root(one), &self.root(other)))
    }
}
