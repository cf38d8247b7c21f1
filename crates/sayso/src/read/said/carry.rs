//! Sieve: a sentence that goes on with what was just attributed.
//!
//! Finds openers such as "Of these," and "An additional" in a sentence of its own, right behind an attributed one.
//! Example: `The ministry said 40 were held. Of these, 12 were children.` gives both figures to the ministry.
//! Wrong where the report itself does the sums.

use super::stage::{Draft, Stage};

/// Runs the sieve over every sentence within reach of a number.
pub fn run(stage: &mut Stage<'_, '_>) {
    for sentence in stage.sentences() {
        let words = stage.words;
        let Some(hit) = words.openers.at(stage.page.ahead(sentence.start)) else { continue };
        let own = stage.drafts.iter().any(|draft| sentence.contains(&draft.cue.start) && draft.who.is_some());
        let Some(earlier) = (!own).then(|| before(stage, sentence.start)).flatten() else { continue };
        let (from, content) = (&stage.drafts[earlier], vec![sentence.clone()]);
        let same_as = Some(from.same_as.unwrap_or(earlier));
        let draft = Draft { who: None, relays: Vec::new(), cue: from.cue.clone(), content, stance: from.stance, same_as, sieve: "carry", row: Some(hit.row) };
        stage.drafts.push(draft);
    }
}

/// The last attribution that reaches to the sentence before.
fn before(stage: &Stage<'_, '_>, start: usize) -> Option<usize> {
    let sentence = stage.sentence(start.checked_sub(1)?);
    let reaches = |draft: &Draft| (draft.who.is_some() || draft.same_as.is_some()) && draft.content.iter().any(|one| one.end > sentence.start && one.end <= start);
    stage.drafts.iter().enumerate().filter(|(_, draft)| reaches(draft)).max_by_key(|(_, draft)| draft.cue.start).map(|(at, _)| at)
}
