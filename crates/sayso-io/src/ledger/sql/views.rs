//! The views that questions are asked of, with every column and what it says. Names once given stay.

/// A view.
#[derive(Debug)]
pub struct Shown {
    /// Its name.
    pub name: &'static str,
    /// What a row is.
    pub about: &'static str,
    /// Its columns: name, type, what it says.
    pub columns: &'static [(&'static str, &'static str, &'static str)],
    /// The query behind it; `:upto` is the last entry that counts.
    pub(super) sql: &'static str,
}

/// The columns of a claim, in the order of the views of claims.
const CLAIM: &str =
    "report, id, reading, start, \"end\", text, low, high, low_exact, high_exact, quantifier, hedge, kind, per, currency, unit,
    counted, measure, offence, side, place, period_from, period_to, origin, relays, stance, zone, repeat_of, part_of, base, series";

/// A claim as the ledger files it, by the names of the views.
const FILED: &str = r#"SELECT report, id, reading, start, "end", text, CAST(low AS REAL) AS low, CAST(high AS REAL) AS high, low AS low_exact, high AS high_exact,
    quantifier, hedge, kind, per, currency, unit, counted, measure, offence, side, place, since AS period_from, "to" AS period_to,
    sayso_origin(say_so) AS origin, sayso_relays(say_so) AS relays, stance, zone, repeat_of, part_of, base,
    CASE series WHEN 0 THEN NULL ELSE printf('%012x', series) END AS series"#;

/// All views, each using those before it.
pub static VIEWS: &[Shown] = &[
    Shown {
        name: "reports",
        about: "The reports that the ledger holds.",
        columns: &[
            ("entry", "INTEGER", "The ledger's entry that brought it"),
            ("digest", "TEXT", "Digest of its text and what its record said"),
            ("id", "TEXT", "Path, URL or `id` as first given"),
            ("url", "TEXT", "Where it was published"),
            ("outlet", "TEXT", "Who published it"),
            ("title", "TEXT", "Its title, where the record gives one beside the text"),
            ("published", "TEXT", "The day it was published, cut at the precision known"),
            ("lang", "TEXT", "Its language, where the record gives it"),
            ("added", "TEXT", "When it came into the ledger (UTC)"),
            ("revision_of", "INTEGER", "The report of the same page that this one is a later state of"),
            ("replaced_by", "INTEGER", "The later state of the page that stands in its place"),
        ],
        sql: "SELECT seq AS entry, digest, id, url, outlet, title, published, lang, at AS added, revision_of,
            CASE WHEN replaced_by <= :upto THEN replaced_by END AS replaced_by FROM main.report WHERE seq <= :upto",
    },
    Shown {
        name: "copies",
        about: "Other names under which the bytes of a report came.",
        columns: &[("report", "INTEGER", "The report"), ("id", "TEXT", "The other name")],
        sql: "SELECT report, id FROM main.copy WHERE seq <= :upto",
    },
    Shown {
        name: "readings",
        about: "Which program and packs read which report; an older reading stays.",
        columns: &[
            ("entry", "INTEGER", "The ledger's entry"),
            ("report", "INTEGER", "The report"),
            ("reader", "TEXT", "Program and packs, with their versions"),
            ("current", "INTEGER", "1 where no later reading stands in its place"),
        ],
        sql: "SELECT seq AS entry, report, reader, until IS NULL OR until > :upto AS current FROM main.reading WHERE seq <= :upto",
    },
    Shown {
        name: "claims",
        about: "The claims of the current readings, as people left them: corrected fields are corrected, rejected claims are not here.",
        columns: &[
            ("report", "INTEGER", "The report it stands in"),
            ("id", "TEXT", "The claim: the same report text, span and side give the same id"),
            ("reading", "INTEGER", "The entry of its reading"),
            ("start", "INTEGER", "Where the numeral begins, in code points of the report's text"),
            ("end", "INTEGER", "Where it ends"),
            ("text", "TEXT", "The numeral as the report has it"),
            ("low", "REAL", "Lower end of what is stated; a share is in per cent"),
            ("high", "REAL", "Upper end; NULL where it is open"),
            ("low_exact", "TEXT", "The lower end, digit by digit"),
            ("high_exact", "TEXT", "The upper end, digit by digit"),
            ("quantifier", "TEXT", "How the words limit it: `exact`, `about`, `nearly`, `at_least`, `more_than`, `at_most`, `less_than`, `range`"),
            ("hedge", "TEXT", "The words that hedge it"),
            ("kind", "TEXT", "`count`, `rate`, `share`, `change`, `money` or `measure`"),
            ("per", "TEXT", "The each of a rate"),
            ("currency", "TEXT", "Of money, by ISO 4217"),
            ("unit", "TEXT", "What sort of thing is counted"),
            ("counted", "TEXT", "The noun phrase counted"),
            ("measure", "TEXT", "What happened or is the case"),
            ("offence", "TEXT", "The offence, for the steps of the law"),
            ("side", "TEXT", "Whose people or things are counted"),
            ("place", "TEXT", "Place the count is limited to"),
            ("period_from", "TEXT", "Since when it counts, cut at the precision stated"),
            ("period_to", "TEXT", "Until when it counts, or the day it holds"),
            ("origin", "TEXT", "Who vouches for it, where somebody other than the report does; private people are withheld"),
            ("relays", "TEXT", "Who passes it on, with `; ` between"),
            ("stance", "TEXT", "How the origin stands to it"),
            ("zone", "TEXT", "The part of the report it stands in"),
            ("repeat_of", "INTEGER", "`start` of the claim of the same report that it only restates"),
            ("part_of", "INTEGER", "`start` of the claim of the same report that it is a part of"),
            ("base", "INTEGER", "`start` of the claim of the same report that it is measured against"),
            ("series", "TEXT", "The series it belongs to"),
            ("accepted_by", "TEXT", "Who said that it is read rightly"),
            ("corrected", "TEXT", "The fields that a person set, each with what was read; NULL for a reading as the machine left it"),
        ],
        sql: "FILED",
    },
    Shown {
        name: "all_claims",
        about: "The claims of every reading, also of older ones, as the machine read them; no judgement is laid over them.",
        columns: &[
            ("report", "INTEGER", "As in `claims`, and so on to `series`"),
            ("id", "TEXT", ""),
            ("reading", "INTEGER", ""),
            ("start", "INTEGER", ""),
            ("end", "INTEGER", ""),
            ("text", "TEXT", ""),
            ("low", "REAL", ""),
            ("high", "REAL", ""),
            ("low_exact", "TEXT", ""),
            ("high_exact", "TEXT", ""),
            ("quantifier", "TEXT", ""),
            ("hedge", "TEXT", ""),
            ("kind", "TEXT", ""),
            ("per", "TEXT", ""),
            ("currency", "TEXT", ""),
            ("unit", "TEXT", ""),
            ("counted", "TEXT", ""),
            ("measure", "TEXT", ""),
            ("offence", "TEXT", ""),
            ("side", "TEXT", ""),
            ("place", "TEXT", ""),
            ("period_from", "TEXT", ""),
            ("period_to", "TEXT", ""),
            ("origin", "TEXT", ""),
            ("relays", "TEXT", ""),
            ("stance", "TEXT", ""),
            ("zone", "TEXT", ""),
            ("repeat_of", "INTEGER", ""),
            ("part_of", "INTEGER", ""),
            ("base", "INTEGER", ""),
            ("series", "TEXT", ""),
            ("current", "INTEGER", "1 where no later reading stands in its place"),
        ],
        sql: "FILED",
    },
    Shown {
        name: "say_so",
        about: "On whose say-so each claim of `claims` stands: one row a link of its chain, the origin first, the outlet last.",
        columns: &[
            ("report", "INTEGER", "The report"),
            ("claim", "TEXT", "The claim"),
            ("nth", "INTEGER", "The link's place in the chain, from 1"),
            ("name", "TEXT", "The name; `[name withheld]` for private people"),
            ("role", "TEXT", "`origin`, `relay` or `outlet`"),
            ("named", "TEXT", "`named`, `described` or `anonymous`"),
            ("cue", "TEXT", "The words that make it say-so"),
            ("of", "TEXT", "The body it speaks for"),
            ("source", "TEXT", "The id of the source that the name means; NULL for those known within one report only"),
            ("sort", "TEXT", "`state`, `body`, `outlet`, `group`, `person`, `private`, `described` or `anonymous`"),
        ],
        sql: "SELECT chain.report, chain.id AS claim, link.key + 1 AS nth, sayso_name(link.value) AS name, link.value ->> 'role' AS role,
            link.value ->> 'named' AS named, link.value ->> 'cue' AS cue, link.value ->> 'of' AS of, sayso_source(link.value) AS source,
            sayso_sort(link.value) AS sort FROM (
                SELECT report, id, say_so FROM main.claim WHERE reading <= :upto AND (until IS NULL OR until > :upto)
                    AND id NOT IN (SELECT id FROM temp.judged_id)
                UNION ALL SELECT report, id, say_so FROM temp.judged_claim
            ) chain, json_each(chain.say_so) link",
    },
    Shown {
        name: "series",
        about: "Claims about the same quantity, with the least and the most stated.",
        columns: &[
            ("id", "TEXT", "The series, as in `sayso series`"),
            ("measure", "TEXT", "What happened or is the case"),
            ("offence", "TEXT", "The offence, for the steps of the law"),
            ("side", "TEXT", "Whose people or things"),
            ("unit", "TEXT", "What is counted, by sort"),
            ("claims", "INTEGER", "How many claims"),
            ("reports", "INTEGER", "In how many reports"),
            ("least", "REAL", "The least stated"),
            ("most", "REAL", "The most stated"),
            ("first", "TEXT", "The first day spoken of"),
            ("last", "TEXT", "The last one"),
        ],
        sql: "SELECT series AS id, min(measure) AS measure, min(offence) AS offence, min(side) AS side, min(unit) AS unit, count(*) AS claims,
            count(DISTINCT report) AS reports, min(coalesce(low, high)) AS least, max(coalesce(high, low)) AS most,
            min(coalesce(period_to, period_from)) AS first, max(coalesce(period_to, period_from)) AS last
            FROM temp.claims WHERE series IS NOT NULL GROUP BY series",
    },
    Shown {
        name: "ties",
        about: "Pairs of reports that share text.",
        columns: &[
            ("a", "INTEGER", "The report that came first"),
            ("b", "INTEGER", "The other one"),
            ("shared", "INTEGER", "Shingles of five words that both have"),
            ("of_a", "INTEGER", "Shingles of the first"),
            ("of_b", "INTEGER", "Shingles of the other"),
            ("containment", "REAL", "The shared ones by those of the shorter"),
        ],
        sql: "SELECT a, b, shared, of_a, of_b, CAST(shared AS REAL) / min(of_a, of_b) AS containment FROM main.tie WHERE b <= :upto",
    },
    Shown {
        name: "judgements",
        about: "What people said of what was read, also what was undone since.",
        columns: &[
            ("entry", "INTEGER", "The ledger's entry"),
            ("at", "TEXT", "When (UTC)"),
            ("by", "TEXT", "Who"),
            ("why", "TEXT", "The reasoning"),
            ("judgement", "TEXT", "`accept`, `correct`, `reject`, `comment`, `merge`, `split` or `recommend`"),
            ("claim", "TEXT", "The claim it is about"),
            ("field", "TEXT", "The field corrected"),
            ("value", "TEXT", "What it was set to; what is recommended"),
            ("a", "TEXT", "One of two that stand on one origin or do not"),
            ("b", "TEXT", "The other"),
            ("series", "TEXT", "The series recommended for"),
            ("undone_by", "INTEGER", "The entry that took it away; NULL where it stands"),
        ],
        sql: r#"SELECT entry, at, "by", why, judgement, claim, field, value, a, b, series, undone_by FROM temp.told"#,
    },
];

/// The query of a view.
pub(super) fn query(view: &Shown, upto: u64) -> String {
    let current = "reading <= :upto AND (until IS NULL OR until > :upto)";
    let sql = match view.name {
        "claims" => format!(
            "SELECT {CLAIM}, (SELECT \"by\" FROM temp.accepted WHERE accepted.id = one.id) AS accepted_by, corrected FROM (
                {FILED}, NULL AS corrected FROM main.claim WHERE {current} AND id NOT IN (SELECT id FROM temp.judged_id)
                UNION ALL {FILED}, corrected FROM temp.judged_claim
            ) one"
        ),
        "all_claims" => format!("{FILED}, until IS NULL OR until > :upto AS current FROM main.claim WHERE reading <= :upto"),
        _ => view.sql.to_owned(),
    };
    sql.replace(":upto", &upto.to_string())
}

/// The views for people, as Markdown.
pub fn markdown() -> String {
    let mut out = String::new();
    for Shown { name, about, columns, .. } in VIEWS {
        out.push_str(&format!("## {name}\n\n{about}\n\n| column | type | what it says |\n| --- | --- | --- |\n"));
        for (column, kind, about) in *columns {
            out.push_str(&format!("| `{column}` | {kind} | {about} |\n"));
        }
        out.push('\n');
    }
    out
}
