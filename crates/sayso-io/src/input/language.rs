//! Which language a report is in, and which of its lines are in another: by whatlang, where it can be relied on.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use sayso::report::{Mark, Report, lines};
use whatlang::{Info, Lang, Script, detect, detect_script};

/// Characters of a text that are looked at: a language shows in far fewer.
const SAMPLE: usize = 4 << 10;
/// Words that name the language of a report whose letters several languages share. A line of names alone names none.
const REPORT: usize = 20;
/// Words below which a line says nothing about its language, names and what else is written large aside.
const LINE: usize = 12;
/// Words from which on a line in another language is a paragraph that somebody may miss.
const PARAGRAPH: usize = 6;
/// Letters that tell a script.
const LETTERS: usize = 4;

/// Names the report's language where nobody told it, and marks the lines that are in another. `asked`: the user has said what to read it as, and is believed.
/// Gives what the user should know.
pub(super) fn identify(report: &mut Report, asked: bool) -> Vec<String> {
    if asked {
        return Vec::new();
    }
    let mut notes = Vec::new();
    if let Some(found) = whole(&report.text) {
        let told = report.lang.replace(code(found).to_owned());
        // Between two languages that are not read, whoever made the record knows better (Norwegian has two codes, Serbian and Croatian share their words).
        match told {
            Some(told) if told != "en" && found != Lang::Eng => report.lang = Some(told),
            Some(told) if told != code(found) => {
                notes.push(format!("it is said to be in the language `{told}`, but its text is {}", found.eng_name()));
            }
            _ => {}
        }
    }
    let own = report.lang.clone().unwrap_or_else(|| "en".to_owned());
    if own != "en" {
        return notes;
    }
    let own_script = script(&sample(&report.text)).unwrap_or(Script::Latin);
    let foreign = lines(&report.text).filter_map(|(start, line)| Some((start..start + line.len(), other(line, own_script)?)));
    let foreign = foreign.collect::<Vec<_>>();
    notes.extend(unread(&report.text, &foreign));
    for (span, lang) in foreign {
        report.add(Mark { span, lang: Some(lang.map_or("und", code).to_owned()), ..Mark::default() });
    }
    notes
}

/// The language of a whole text; none where it is too short to say.
fn whole(text: &str) -> Option<Lang> {
    let sample = sample(text);
    if script(&sample)? != Script::Latin {
        return by_script(&sample);
    }
    let prose = || lines(text).map(|(_, line)| line).filter(|line| line.split_whitespace().nth(5).is_some());
    let count = |english: bool| prose().filter(|line| !english || is_english(line)).map(|line| line.len()).sum::<usize>();
    if count(true) * 2 > count(false).max(sample.len() / 2) {
        return Some(Lang::Eng);
    }
    let enough = |sample: &String| sample.split(' ').nth(REPORT - 1).is_some();
    let prose = gather(prose().flat_map(words));
    Some(prose).filter(enough).or_else(|| Some(sample).filter(enough)).and_then(|sample| reliable(&sample))
}

/// The language of a line that is plainly not in English; none inside where it cannot be named. In another script than the report's is in another language;
/// in the same, several sentences are wanted, and only the words that are no names are asked.
fn other(line: &str, own_script: Script) -> Option<Option<Lang>> {
    if is_english(line) {
        return None;
    }
    let written = gather(words(line));
    let script = script(&written)?;
    if script != own_script && script != Script::Latin {
        return Some(reliable(&written));
    }
    let stops = line.match_indices(['.', '!', '?']).any(|(at, _)| line[at + 1..].starts_with([' ', '"', '”', '»']));
    let small = gather(words(line).filter(|word| word.starts_with(char::is_lowercase)));
    let enough = stops && small.split(' ').nth(LINE - 1).is_some();
    enough.then(|| reliable(&small)).flatten().filter(|lang| *lang != Lang::Eng).map(Some)
}

/// Words of English that no sentence goes without.
static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let rows = sayso::pack::rows("en", "glue");
    rows.iter().flat_map(|row| row.cells[0].split(' ')).filter(|word| word.is_ascii()).collect()
});

/// Every fourth word is one that no English sentence goes without. That is far cheaper to see than what another language a line might be in.
fn is_english(line: &str) -> bool {
    let (all, common) =
        line.split_ascii_whitespace().fold((0, 0), |(all, common), word| (all + 1, common + usize::from(COMMON.contains(word))));
    common * 4 >= all && common > 0
}

/// What the letters look like most, for want of anything better.
fn by_script(written: &str) -> Option<Lang> {
    detect(written).map(|found| named(&found, written))
}

fn reliable(written: &str) -> Option<Lang> {
    detect(written).filter(Info::is_reliable).map(|found| named(&found, written))
}

fn named(found: &Info, written: &str) -> Lang {
    let cyrillic = if found.script() == Script::Cyrillic { cyrillic(written) } else { None };
    cyrillic.unwrap_or(found.lang())
}

/// Russian and Ukrainian by the letters that only one of them has: in short texts that is surer than how often letters meet.
fn cyrillic(written: &str) -> Option<Lang> {
    let count = |letters: &[char]| written.chars().filter(|c| letters.contains(c)).count();
    let (russian, ukrainian) = (count(&['ы', 'э', 'ъ', 'ё']), count(&['і', 'ї', 'є', 'ґ']));
    // Belarusian has ў and і beside ы, Bulgarian and Macedonian have neither set.
    match (russian, ukrainian) {
        _ if written.contains(['ў', 'ј', 'ћ', 'ђ', 'қ', 'ғ', 'ң', 'ұ', 'ү', 'ө', 'ә']) => None,
        (russian, ukrainian) if ukrainian > 2 * russian => Some(Lang::Ukr),
        (russian, ukrainian) if russian > 2 * ukrainian && written.contains(['ы', 'э', 'ё']) => Some(Lang::Rus),
        _ => None,
    }
}

/// The script of most of its letters, if they are enough to tell.
fn script(written: &str) -> Option<Script> {
    let letters = written.chars().filter(|c| c.is_alphabetic()).take(LETTERS).count();
    (letters == LETTERS).then(|| detect_script(written)).flatten()
}

/// What the user is told of lines that are not read: of paragraphs, for a list of links to other languages is worth no word.
fn unread(text: &str, foreign: &[(Range<usize>, Option<Lang>)]) -> Option<String> {
    let said = |span: &Range<usize>| text.get(span.clone()).is_some_and(|line| words(line).nth(PARAGRAPH - 1).is_some());
    let told = foreign.iter().filter(|(span, _)| said(span)).map(|(_, lang)| *lang).collect::<Vec<_>>();
    let mut names = told.iter().flatten().map(|lang| lang.eng_name()).collect::<Vec<_>>();
    names.sort_unstable();
    names.dedup();
    let names = if names.is_empty() { "another language".to_owned() } else { names.join(" and ") };
    match told.len() {
        0 => None,
        1 => Some(format!("1 paragraph is in {names} and was not read")),
        many => Some(format!("{many} paragraphs are in {names} and were not read")),
    }
}

/// The words of a line; addresses are in no language.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let parts = line.split(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')' | '<' | '>' | '|'));
    parts.filter(|word| {
        word.contains(char::is_alphabetic) && !word.contains("//") && !word.contains("www.") && !word.contains(['%', '@', '/'])
    })
}

/// The beginning of a text, in words.
fn sample(text: &str) -> String {
    gather(lines(text).flat_map(|(_, line)| words(line)))
}

fn gather<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for word in words {
        if out.len() + word.len() > SAMPLE {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Codes of ISO 639-3, as whatlang has them, each with its code of ISO 639-1.
const CODES: &str = "afr af aka ak amh am ara ar aze az bel be ben bn bul bg cat ca ces cs cmn zh cym cy dan da deu de ell el eng en epo eo \
    est et fin fi fra fr guj gu heb he hin hi hrv hr hun hu hye hy ind id ita it jav jv jpn ja kan kn kat ka khm km kor ko lat la lav lv \
    lit lt mal ml mar mr mkd mk mya my nep ne nld nl nob nb ori or pan pa pes fa pol pl por pt ron ro rus ru sin si slk sk slv sl sna sn \
    spa es srp sr swe sv tam ta tel te tgl tl tha th tuk tk tur tr ukr uk urd ur uzb uz vie vi yid yi zul zu";

fn code(lang: Lang) -> &'static str {
    let mut codes = CODES.split_whitespace();
    while let (Some(long), Some(short)) = (codes.next(), codes.next()) {
        if long == lang.code() {
            return short;
        }
    }
    lang.code()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "The ministry said on Monday that at least 40 soldiers of the northern garrison had been wounded near the river.";
    const RUSSIAN: &str = "По данным министерства, за сутки погибли 12 человек, ещё 30 были ранены.";
    const UKRAINIAN: &str = "За даними міністерства, за добу загинули 12 людей, ще 30 поранені.";
    const GERMAN: &str = "Nach Angaben des Ministeriums wurden am Montag 40 Soldaten verletzt. Weitere zwölf werden seit dem Angriff vermisst, \
        sagte ein Sprecher, und die Suche nach ihnen geht weiter.";

    /// The language that is named, the languages of lines in another, and what the user is told.
    fn check(told: Option<&str>, text: &str, lang: Option<&str>, others: &[&str], note: Option<&str>) {
        let mut report = Report { text: text.to_owned(), lang: told.map(str::to_owned), ..Report::default() };
        let notes = identify(&mut report, false);
        assert_eq!(report.lang.as_deref(), lang, "{text}");
        let marked = report.marks.iter().filter_map(|mark| mark.lang.as_deref()).collect::<Vec<_>>();
        assert_eq!(marked, others, "{text}");
        assert_eq!(notes.first().map(String::as_str), note, "{text}");
    }

    #[test]
    fn a_report_is_in_the_language_of_its_text() {
        check(None, &format!("{ENGLISH} It gave no other figure."), Some("en"), &[], None);
        check(None, RUSSIAN, Some("ru"), &[], None);
        check(None, UKRAINIAN, Some("uk"), &[], None);
        check(None, GERMAN, Some("de"), &[], None);
        check(Some("nn"), GERMAN, Some("nn"), &[], None);
    }

    #[test]
    fn what_is_too_short_names_no_language() {
        check(None, "12 dead", None, &[], None);
        check(None, "Kyiv, Kharkiv, Odesa, Dnipro", None, &[], None);
    }

    #[test]
    fn the_text_wins_over_the_record() {
        check(Some("en"), UKRAINIAN, Some("uk"), &[], Some("it is said to be in the language `en`, but its text is Ukrainian"));
        let english = format!("{ENGLISH} {ENGLISH}");
        check(Some("ru"), &english, Some("en"), &[], Some("it is said to be in the language `ru`, but its text is English"));
    }

    #[test]
    fn lines_in_another_language_are_marked() {
        let report = format!("{ENGLISH}\n{ENGLISH}\n{RUSSIAN}\n{ENGLISH}\n{GERMAN}\n{ENGLISH}");
        check(None, &report, Some("en"), &["ru", "de"], Some("2 paragraphs are in German and Russian and were not read"));
        let report = format!("{ENGLISH}\n{ENGLISH}\n{UKRAINIAN}");
        check(None, &report, Some("en"), &["uk"], Some("1 paragraph is in Ukrainian and was not read"));
    }

    #[test]
    fn names_are_in_no_language() {
        let names =
            "Reporting by Olena Kovalenko, Jean-Luc Moreau, Ana Souza. Photograph: Bundeswehr, Sergei Ivanov, Agence Nouvelle, Getty.";
        check(None, &format!("{ENGLISH}\n{ENGLISH}\n{names}"), Some("en"), &[], None);
    }
}
