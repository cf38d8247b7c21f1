//! Hashed weights: a feature's 64-bit hash gives a slot and a check byte, and a slot whose check byte differs says nothing.

/// Weights of one number a feature and class, one `u16` a slot: the weight above, the check byte below.
#[derive(Clone, Debug, Default)]
pub struct Single {
    slots: Vec<u16>,
    shift: u32,
}

/// Weights of three numbers a feature, one `u32` a slot: the weights above, the check byte below.
#[derive(Clone, Debug, Default)]
pub struct Triple {
    slots: Vec<u32>,
    shift: u32,
}

/// Scatters the sum of a feature's parts: the upper bits choose the slot.
pub const fn scatter(sum: u64) -> u64 {
    sum.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// What a class adds to a scattered feature.
pub const fn class(at: usize) -> u64 {
    super::lex::mix(at as u64 + 0x77)
}

/// The slot of a scattered feature in a table of `2^bits` slots.
pub const fn slot(hash: u64, bits: u32) -> usize {
    (hash >> (64 - bits)) as usize
}

/// The check byte of a scattered feature.
pub const fn check(hash: u64) -> u8 {
    (hash >> 24) as u8
}

impl Single {
    /// Its slots.
    pub fn slots(&self) -> &[u16] {
        &self.slots
    }

    /// A table over these slots; their number must be a power of two.
    pub fn new(slots: Vec<u16>) -> Option<Self> {
        let shift = 64 - bits(slots.len())?;
        Some(Self { slots, shift })
    }

    /// The weight of a scattered feature with its class added.
    #[inline]
    pub fn get(&self, hash: u64) -> i32 {
        let Some(slot) = self.slots.get((hash >> self.shift) as usize) else { return 0 };
        let [found, weight] = slot.to_le_bytes();
        if found == check(hash) { i32::from(weight as i8) } else { 0 }
    }
}

impl Triple {
    /// Its slots.
    pub fn slots(&self) -> &[u32] {
        &self.slots
    }

    /// A table over these slots; their number must be a power of two.
    pub fn new(slots: Vec<u32>) -> Option<Self> {
        let shift = 64 - bits(slots.len())?;
        Some(Self { slots, shift })
    }

    /// The three weights of a scattered feature in lanes of 21 bits, so that one addition sums them. Each is raised by 128, as far
    /// as any is there: sums can be compared with one another.
    #[inline]
    pub fn lanes(&self, hash: u64) -> u64 {
        let slot = self.slots.get((hash >> self.shift) as usize).copied().unwrap_or_default();
        let raised = u64::from(slot ^ 0x8080_8000);
        let lanes = raised >> 8 & 0xff | (raised >> 16 & 0xff) << LANE | raised >> 24 << (2 * LANE);
        if slot as u8 == check(hash) { lanes } else { 0 }
    }
}

const LANE: u32 = 21;

/// Lanes as three numbers.
pub const fn split(lanes: u64) -> [u32; 3] {
    const MASK: u64 = (1 << LANE) - 1;
    [(lanes & MASK) as u32, (lanes >> LANE & MASK) as u32, (lanes >> (2 * LANE)) as u32]
}

/// The power of two that a number of slots is.
fn bits(slots: usize) -> Option<u32> {
    (slots > 1 && slots.is_power_of_two()).then(|| slots.trailing_zeros())
}
