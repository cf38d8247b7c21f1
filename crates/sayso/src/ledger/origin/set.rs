//! Voices merged into groups, some of which people hold apart.

/// A partition of voices; what must stay apart does.
#[derive(Clone, Debug)]
pub struct Set {
    parent: Vec<usize>,
    apart: Vec<(usize, usize)>,
}

impl Set {
    pub fn new(size: usize, apart: &[(usize, usize)]) -> Self {
        Self { parent: (0..size).collect(), apart: apart.to_vec() }
    }

    /// The voice that stands for the group: the lowest of them.
    pub fn root(&mut self, voice: usize) -> usize {
        let mut at = voice;
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    /// Makes two groups one; whether they were two and may be one.
    pub fn join(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        let free = a != b && !self.held_apart(a, b);
        if free {
            self.parent[a.max(b)] = a.min(b);
        }
        free
    }

    fn held_apart(&mut self, a: usize, b: usize) -> bool {
        (0..self.apart.len()).any(|at| {
            let (one, other) = self.apart[at];
            let roots = (self.root(one), self.root(other));
            roots == (a, b) || roots == (b, a)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Set;

    #[test]
    fn what_is_held_apart_stays_so_through_others() {
        let mut set = Set::new(4, &[(0, 2)]);
        assert!(set.join(0, 1));
        assert!(!set.join(1, 2), "0 and 2 would meet through 1");
        assert!(set.join(2, 3));
        assert!(!set.join(3, 0));
        assert!(!set.join(0, 1), "already one");
        assert_eq!((0..4).map(|voice| set.root(voice)).collect::<Vec<_>>(), [0, 0, 2, 2]);
    }
}
