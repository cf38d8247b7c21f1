//! Averaged weights over hashed features that were seen often enough, each alone in its slot.

use sayso::read::syntax::table::{Single, Triple, check, slot};

/// Counts features by hash, roughly, to tell the frequent ones.
pub struct Counts(Vec<u8>);

const COUNT_BITS: u32 = 23;

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

    /// How often a feature was counted, if at least `least` times.
    pub fn at_least(&self, hash: u64, least: u8) -> f32 {
        f32::from(Some(self.get(hash)).filter(|count| *count >= least).unwrap_or_default())
    }

    fn get(&self, hash: u64) -> u8 {
        self.0[slot(hash, COUNT_BITS)]
    }
}

/// Weights in training: `K` numbers a slot.
pub struct Weights<const K: usize> {
    bits: u32,
    slots: Vec<Slot<K>>,
    time: f32,
}

/// One feature: its weights now, what to take off for their average, its claim to the slot, and its check byte.
#[derive(Clone, Copy)]
struct Slot<const K: usize> {
    now: [f32; K],
    drift: [f32; K],
    worth: f32,
    check: u8,
}

impl<const K: usize> Weights<K> {
    /// A table of `2^bits` slots without features.
    pub fn new(bits: u32) -> Self {
        let slot = Slot { now: [0.0; K], drift: [0.0; K], worth: 0.0, check: 0 };
        Self { bits, slots: vec![slot; 1 << bits], time: 1.0 }
    }

    /// Claims a slot for a feature; the one of greater worth keeps it. Worth nothing, it gets none.
    pub fn claim(&mut self, hash: u64, worth: f32) {
        let owner = &mut self.slots[slot(hash, self.bits)];
        if worth > owner.worth {
            (owner.worth, owner.check) = (worth, check(hash));
        }
    }

    /// The same features without weights.
    pub fn fresh(&self) -> Self {
        let empty = |slot: &Slot<K>| Slot { now: [0.0; K], drift: [0.0; K], ..*slot };
        Self { bits: self.bits, slots: self.slots.iter().map(empty).collect(), time: 1.0 }
    }

    /// How much a feature matters: its greatest averaged weight.
    pub fn worth(&self, hash: u64) -> f32 {
        let found = &self.slots[slot(hash, self.bits)];
        let averages = if found.check == check(hash) { self.average(found) } else { [0.0; K] };
        averages.into_iter().fold(0.0, |top, weight| weight.abs().max(top))
    }

    /// The averaged weights of every slot.
    pub fn averages(&self) -> Vec<[f32; K]> {
        self.slots.iter().map(|slot| self.average(slot)).collect()
    }

    fn average(&self, slot: &Slot<K>) -> [f32; K] {
        std::array::from_fn(|k| slot.now[k] - slot.drift[k] / self.time)
    }

    /// The weights of a feature now.
    #[inline]
    pub fn get(&self, hash: u64) -> [f32; K] {
        let found = &self.slots[slot(hash, self.bits)];
        if found.check == check(hash) { found.now } else { [0.0; K] }
    }

    /// Adds to one weight of a feature.
    pub fn add(&mut self, hash: u64, class: usize, delta: f32) {
        let found = &mut self.slots[slot(hash, self.bits)];
        if found.check == check(hash) && found.worth > 0.0 {
            found.now[class] += delta;
            found.drift[class] += self.time * delta;
        }
    }

    /// One more example went by.
    pub fn tick(&mut self) {
        self.time += 1.0;
    }

    /// Check byte and averaged weights of each slot as small integers.
    fn quantised(&self, averages: &[[f32; K]]) -> Vec<(u8, [i8; K])> {
        let mut sizes = averages.iter().flatten().map(|weight| weight.abs()).filter(|size| *size > 0.0).collect::<Vec<_>>();
        sizes.sort_by(f32::total_cmp);
        let top = sizes.get(sizes.len() * 999 / 1000).copied().unwrap_or(1.0);
        let filled = self.slots.iter().filter(|slot| slot.worth > 0.0).count();
        eprintln!("  {} slots, {filled} claimed, {} weights, largest {top:.2}", self.slots.len(), sizes.len());
        let small = |weight: f32| (weight * 127.0 / top).round().clamp(-127.0, 127.0) as i8;
        self.slots.iter().zip(averages).map(|(slot, weights)| (slot.check, weights.map(small))).collect()
    }
}

impl Weights<1> {
    /// The table that reading uses, from averaged weights of these slots.
    pub fn finish(&self, averages: &[[f32; 1]]) -> Single {
        let pack = |(byte, [weight]): (u8, [i8; 1])| if weight == 0 { 0 } else { u16::from_le_bytes([byte, weight as u8]) };
        Single::new(self.quantised(averages).into_iter().map(pack).collect()).unwrap_or_default()
    }
}

impl Weights<3> {
    /// The table that reading uses, from averaged weights of these slots.
    pub fn finish(&self, averages: &[[f32; 3]]) -> Triple {
        let pack = |(byte, weights): (u8, [i8; 3])| {
            let [one, two, three] = weights.map(|weight| weight as u8);
            if weights == [0; 3] { 0 } else { u32::from_le_bytes([byte, one, two, three]) }
        };
        Triple::new(self.quantised(averages).into_iter().map(pack).collect()).unwrap_or_default()
    }
}

/// Adds one training's averages to another's.
pub fn sum<const K: usize>(into: &mut Vec<[f32; K]>, from: Vec<[f32; K]>) {
    if into.is_empty() {
        *into = from;
        return;
    }
    for (into, from) in into.iter_mut().zip(from) {
        (0..K).for_each(|k| into[k] += from[k]);
    }
}

/// Does a task for each number on a thread of its own; the results come in the order of the numbers.
pub fn side_by_side<T: Send>(count: u64, task: impl Fn(u64) -> T + Sync) -> Vec<T> {
    let task = &task;
    std::thread::scope(|scope| {
        let running = (0..count).map(|at| scope.spawn(move || task(at))).collect::<Vec<_>>();
        running.into_iter().map(|run| run.join().expect("training does not panic")).collect()
    })
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
