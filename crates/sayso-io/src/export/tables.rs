//! The tables of an export, column by column.

use super::table::{Holds, Link, Table, column, required};

use Holds::{Date, Flag, Integer, Number, Term, Text, Time};

const QUANTIFIERS: &[&str] = &["exact", "about", "nearly", "at_least", "more_than", "at_most", "less_than", "range"];
const KINDS: &[&str] = &["count", "rate", "share", "change", "money", "measure"];
const STANCES: &[&str] = &["asserted", "estimated", "denied", "predicted", "planned", "demanded", "hypothetical"];
const INTERESTS: &[&str] = &["own", "enemy", "third", "unknown"];

const REPORT: Link = Link { columns: &["report"], table: "reports", to: &["entry"] };

/// One row a report.
pub static REPORTS: Table = Table {
    name: "reports",
    about: "The reports that the ledger holds.",
    columns: &[
        required("entry", Integer, "The ledger's entry that brought it"),
        required("digest", Text, "Digest of its text and what its record said"),
        required("id", Text, "Path, URL or `id` as first given"),
        column("url", Text, "Where it was published"),
        column("outlet", Text, "Who published it"),
        column("title", Text, "Its title, where the record gives one beside the text"),
        column("published", Date, "The day it was published"),
        required("added", Time, "When it came into the ledger"),
        column("revision_of", Integer, "The report of the same page that this one is a later state of"),
        column("replaced_by", Integer, "The later state of the page that stands in its place"),
        required("claims", Integer, "How many claims it makes"),
    ],
    key: &["entry"],
    links: &[Link { columns: &["revision_of"], table: "", to: &["entry"] }, Link { columns: &["replaced_by"], table: "", to: &["entry"] }],
};

/// One row a claim.
pub static CLAIMS: Table = Table {
    name: "claims",
    about: "The claims of the current reading of each report, as people left them: what they corrected is corrected, what they rejected is not here.",
    columns: &[
        required("report", Integer, "The report it stands in"),
        required("id", Text, "The claim: the same report text, span and side give the same id"),
        required("reading", Integer, "The ledger's entry of the reading"),
        required("start", Integer, "Where the numeral begins, in code points of the report's text"),
        required("end", Integer, "Where it ends"),
        required("text", Text, "The numeral as the report has it"),
        column("low", Number, "Lower end of what is stated; a share is in per cent"),
        column("high", Number, "Upper end; empty where it is open"),
        required("quantifier", Term(QUANTIFIERS), "How the words limit it: `at_least` has no upper end, `at_most` no lower"),
        column("hedge", Text, "The words that hedge it"),
        required("kind", Term(KINDS), "What sort of figure it is"),
        column("per", Text, "The each of a rate"),
        column("currency", Text, "Of money, by ISO 4217"),
        column("unit", Text, "What sort of thing is counted"),
        column("counted", Text, "The noun phrase counted"),
        required("measure", Text, "What happened or is the case"),
        column("offence", Text, "The offence, for the steps of the law"),
        column("side", Text, "Whose people or things are counted: ISO 3166 alpha-3, or a group's name"),
        column("place", Text, "Place the count is limited to"),
        column("period_from", Date, "Since when it counts"),
        column("period_to", Date, "Until when it counts, or the day it holds"),
        column("origin", Text, "Who vouches for it, where somebody other than the report does"),
        column("relays", Text, "Who passes it on, nearest to the origin first"),
        required("stance", Term(STANCES), "How the origin stands to it"),
        required("zone", Text, "The part of the report it stands in"),
        column("repeat_of", Integer, "`start` of the claim of the same report that it only restates"),
        column("part_of", Integer, "`start` of the claim of the same report that it is a part of"),
        column("base", Integer, "`start` of the claim of the same report that it is measured against"),
        column("sentence", Text, "The sentence it stands in"),
        column("series", Text, "The series it belongs to"),
        column("accepted_by", Text, "Who said that it is read rightly"),
        column("corrected", Text, "The fields that a person set, each with what was read: `side (was UKR)`"),
        column("corrected_by", Text, "Who set them"),
    ],
    key: &["report", "id"],
    links: &[REPORT, Link { columns: &["series"], table: "series", to: &["id"] }],
};

/// One row a link of a chain of say-so.
pub static SAY_SO: Table = Table {
    name: "say_so",
    about: "On whose say-so each claim stands: one row a link of its chain, the origin first, the outlet last.",
    columns: &[
        required("report", Integer, "The report"),
        required("claim", Text, "The claim"),
        required("nth", Integer, "The link's place in the chain, from 1"),
        required("name", Text, "The name, full where the report gives it in full anywhere"),
        required("role", Term(&["origin", "relay", "outlet"]), "Vouches for it, passes it on, or publishes the report"),
        required("named", Term(&["named", "described", "anonymous"]), "How well the report names it"),
        column("cue", Text, "The words that make it say-so"),
        column("of", Text, "The body it speaks for"),
        column("source", Text, "The source that the name means, by its id; empty for private people"),
        column("source_name", Text, "The name that stands for all spellings of the source"),
        column(
            "sort",
            Term(&["state", "body", "outlet", "group", "person", "private", "described", "anonymous"]),
            "What the source is; private people, the described and the anonymous are known within their report only",
        ),
        column("side", Text, "The side the source belongs to"),
        column("parent", Text, "The source above it"),
    ],
    key: &["report", "claim", "nth"],
    links: &[REPORT, Link { columns: &["report", "claim"], table: "claims", to: &["report", "id"] }],
};

/// One row a series.
pub static SERIES: Table = Table {
    name: "series",
    about: "Claims about the same quantity, with the range of what is stated. No value here is an estimate of sayso's; a recommended one carries the name of who recommends it.",
    columns: &[
        required("id", Text, "The series: the same key has the same id in every ledger"),
        required("title", Text, "Its key in words"),
        required("measure", Text, "What happened or is the case"),
        column("offence", Text, "The offence, for the steps of the law"),
        column("side", Text, "Whose people or things"),
        column("place", Text, "What the count is limited to"),
        required("unit", Text, "What is counted, by sort"),
        column("what", Text, "What is counted, in one word for each kind"),
        required("shape", Term(&["number", "share"]), "A number, or a share in per cent"),
        required("standing", Term(&["said", "planned", "predicted", "demanded", "supposed"]), "Said to be so, or else"),
        required("window", Text, "The time that one value covers"),
        column("least", Number, "The least stated"),
        column("most", Number, "The most stated"),
        column("first", Date, "The first day spoken of"),
        column("last", Date, "The last one"),
        required("mentions", Integer, "How often it is said"),
        required("reports", Integer, "In how many reports"),
        required("outlets", Integer, "By how many outlets, as far as reports name theirs"),
        required("origins_min", Integer, "On how many origins it stands at least: all that is suspected to be one is one"),
        required("origins_max", Integer, "On how many at most: only what is proven to be one is one"),
        required("denials", Integer, "How many of the mentions deny it"),
        column("recommended", Text, "What a person recommends: a value, a span, or a claim's id"),
        column("recommended_by", Text, "Who"),
        column("recommended_why", Text, "With which reasoning"),
    ],
    key: &["id"],
    links: &[],
};

/// One row a claimant of a series.
pub static CLAIMANTS: Table = Table {
    name: "claimants",
    about: "The range of each series by who vouches for it.",
    columns: &[
        required("series", Text, "The series"),
        required("nth", Integer, "The claimant's place, most told first"),
        column("source", Text, "Who vouches, by id; empty where only reports themselves say so, and for private people"),
        column("name", Text, "The name"),
        required("interest", Term(INTERESTS), "Whether its own side is counted, its enemy, or a third"),
        column("least", Number, "The least it stated"),
        column("most", Number, "The most it stated"),
        column("first", Date, "The first day it spoke of"),
        column("last", Date, "The last one"),
        required("mentions", Integer, "How often it is cited"),
        required("reports", Integer, "In how many reports"),
        required("outlets", Integer, "By how many outlets"),
    ],
    key: &["series", "nth"],
    links: &[Link { columns: &["series"], table: "series", to: &["id"] }],
};

/// One row a finding.
pub static CHECKS: Table = Table {
    name: "checks",
    about: "What the checks found: arithmetic and editorial tests over the claims.",
    columns: &[
        required("nth", Integer, "A number for the row"),
        required("check", Text, "The check, by name"),
        required("verdict", Term(&["holds", "fails", "cannot_tell"]), "What it came to"),
        required("sentence", Text, "The arithmetic in one sentence"),
        required("inputs", Text, "The claims it stands on, by id, with spaces between"),
        column("series", Text, "Their series, where they are of one"),
    ],
    key: &["nth"],
    links: &[Link { columns: &["series"], table: "series", to: &["id"] }],
};

/// One row a judgement.
pub static JUDGEMENTS: Table = Table {
    name: "judgements",
    about: "What people said of what was read, also what was undone since.",
    columns: &[
        required("entry", Integer, "The ledger's entry"),
        required("at", Time, "When"),
        required("by", Text, "Who"),
        column("why", Text, "The reasoning"),
        required("judgement", Term(&["accept", "correct", "reject", "comment", "merge", "split", "recommend"]), "What sort of judgement"),
        column("claim", Text, "The claim it is about, by id"),
        column("text", Text, "The numeral of that claim"),
        column("field", Text, "The field corrected"),
        column("value", Text, "What it was set to; what is recommended"),
        column("a", Text, "One of two that stand on one origin or do not: `claim:` or `report:` and its id or digest"),
        column("b", Text, "The other"),
        column("series", Text, "The series recommended for"),
        column("undone_by", Integer, "The entry that took it away"),
        required("stands", Flag, "Whether it stands"),
    ],
    key: &["entry"],
    links: &[],
};
