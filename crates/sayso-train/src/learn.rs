//! Averaged weights over hashed features that were seen often enough, each alone in its slot.

use sayso::read::syntax::table::{Single, Triple, check, slot};

/// Counts features by hash, roughly, to tell the frequent ones.
pub struct Counts(Vec<u8>);

const COUNT_BITS: u32 = 26;

impl Default for Counts {
    fn default() -> Self {
        Self(vec![0; 1 << COUNT_BITS])
    }
}

impl Counts {
    /// Counts a feature once more.
    pub fn add(&mut self, hash: u64) {
        let count = &mut self.0[slot(hash, COUNT_BITS)];
        *count = count.saturating_add(1);
    }

    fn get(&self, hash: u64) -> u8 {
        self.0[slot(hash, COUNT_BITS)]
    }
}

/// Weights in training: `K` numbers a slot.
pub struct Weights<const K: usize> {
    bits: u32,
    owners: Vec<(u8, u8)>,
    now: Vec<[f32; K]>,
    drift: Vec<[f64; K]>,
    time: f64,
}

impl<const K: usize> Weights<K> {
    /// A table of `2^bits` slots without features.
    pub fn new(bits: u32) -> Self {
        let len = 1 << bits;
        Self { bits, owners: vec![(0, 0); len], now: vec![[0.0; K]; len], drift: vec![[0.0; K]; len], time: 1.0 }
    }

    /// Claims a slot for a feature seen at least `least` times; the more frequent feature keeps it.
    pub fn claim(&mut self, hash: u64, counts: &Counts, least: u8) {
        let count = counts.get(hash);
        let owner = &mut self.owners[slot(hash, self.bits)];
        if count >= least && count > owner.0 {
            *owner = (count, check(hash));
        }
    }

    fn find(&self, hash: u64) -> Option<usize> {
        let at = slot(hash, self.bits);
        let (count, byte) = self.owners[at];
        (count > 0 && byte == check(hash)).then_some(at)
    }

    /// The weights of a feature now.
    pub fn get(&self, hash: u64) -> [f32; K] {
        self.find(hash).map_or([0.0; K], |at| self.now[at])
    }

    /// Adds to one weight of a feature.
    pub fn add(&mut self, hash: u64, class: usize, delta: f32) {
        if let Some(at) = self.find(hash) {
            self.now[at][class] += delta;
            self.drift[at][class] += self.time * f64::from(delta);
        }
    }

    /// One more example went by.
    pub fn tick(&mut self) {
        self.time += 1.0;
    }

    /// Check byte and averaged weights of each slot as small integers.
    fn quantised(&self) -> Vec<(u8, [i8; K])> {
        let average = |at: usize| std::array::from_fn(|k| f64::from(self.now[at][k]) - self.drift[at][k] / self.time);
        let averages = (0..self.owners.len()).map(average).collect::<Vec<[f64; K]>>();
        let mut sizes = averages.iter().flatten().map(|weight| weight.abs()).filter(|size| *size > 0.0).collect::<Vec<_>>();
        sizes.sort_by(f64::total_cmp);
        let top = sizes.get(sizes.len() * 999 / 1000).copied().unwrap_or(1.0);
        let filled = self.owners.iter().filter(|owner| owner.0 > 0).count();
        eprintln!("  {} slots, {filled} claimed, {} weights, largest {top:.2}", self.owners.len(), sizes.len());
        let small = |weight: f64| (weight * 127.0 / top).round().clamp(-127.0, 127.0) as i8;
        self.owners.iter().zip(averages).map(|(owner, weights)| (owner.1, weights.map(small))).collect()
    }
}

impl Weights<1> {
    /// The table that reading uses.
    pub fn finish(&self) -> Single {
        let pack = |(byte, [weight]): (u8, [i8; 1])| if weight == 0 { 0 } else { u16::from_le_bytes([byte, weight as u8]) };
        Single::new(self.quantised().into_iter().map(pack).collect()).unwrap_or_default()
    }
}

impl Weights<3> {
    /// The table that reading uses.
    pub fn finish(&self) -> Triple {
        let pack = |(byte, weights): (u8, [i8; 3])| {
            let [one, two, three] = weights.map(|weight| weight as u8);
            if weights == [0; 3] { 0 } else { u32::from_le_bytes([byte, one, two, three]) }
        };
        Triple::new(self.quantised().into_iter().map(pack).collect()).unwrap_or_default()
    }
}

/// A small generator of chance: the same seed gives the same training.
pub struct Chance(u64);

impl Chance {
    /// Begins from a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `top`.
    pub fn below(&mut self, top: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        (sayso::read::syntax::lex::mix(self.0) % top.max(1) as u64) as usize
    }

    /// Shuffles.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}
