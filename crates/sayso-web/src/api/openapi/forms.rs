//! The forms of what goes over the wire, one a line: its fields, each with its type.
//!
//! `text`, `int`, `num`, `bool`, `a|b` (one of these words), or another form; behind it `*` (a list), `{}` (by name), `?` (or null), `~` (left out where there is none).
//! `+Form` takes over the fields of another. A test holds them against what is answered.

/// Name, what it is, and its fields.
pub const FORMS: &[(&str, &str, &str)] = &[
    ("Problem", "What went wrong (RFC 9457)", "type:text title:text status:int detail:text"),
    (
        "Ledger",
        "The ledger as a whole",
        "file:text reader:text upto:int head:int reports:int series:int judgements:int checked:bool moments:Moment* facets:Facets",
    ),
    ("Moment", "A time after which something was known that was not before", "entry:int at:text"),
    ("Facets", "How many series there are of each value of a field", "measure:Count* side:Count* interest:Count* check:Count*"),
    ("Count", "A value with how often it is there", "name:text count:int"),
    (
        "Ends",
        "A range of what is stated, and by how many",
        "low:num? low_quantifier:text? high:num? high_quantifier:text? high_open:bool first:text? last:text? mentions:int reports:int outlets:int denials:int",
    ),
    (
        "Series",
        "Claims about the same quantity",
        "id:text title:text line:text? kin:text measure:text offence:text? side:text? place:text? unit:text what:text? shape:number|share standing:text window:text on:text? +Ends origins:Origins? claimants:Claimant* interests:ByInterest* latest:Latest? fails:Fails* recommended:Recommended?",
    ),
    ("Origins", "On how many origins it stands", "min:int max:int"),
    (
        "Claimant",
        "Who vouches, with what is stated by them",
        "source:text? name:text? interest:own|enemy|third|unknown +Ends values:Stated*",
    ),
    ("Stated", "A value of a claimant", "day:text? low:num? high:num? quantifier:text denied:bool claim:text seen:text? mentions:int"),
    ("ByInterest", "What those of one interest state", "interest:own|enemy|third|unknown +Ends"),
    ("Latest", "The value for the latest day", "day:text? low:num? high:num? quantifier:text claim:text name:text?"),
    ("Fails", "How often a check fails", "check:text count:int"),
    ("Recommended", "The value that a named person set", "value:text by:text why:text? at:text entry:int"),
    ("Board", "Series, with what there is to choose from", "total:int items:Series* next:int? facets:Facets"),
    ("WholeSeries", "A series with its values", "+Series values:Value* total_values:int"),
    (
        "Value",
        "A value with where it stands",
        "day:text? low:num? high:num? quantifier:text denied:bool source:text? interest:own|enemy|third|unknown chain:text* claim:text report:text published:text? seen_at:text mentions:int revises:text? text:text corrected:text? accepted_by:text? entry:int outlet:text? start:int? sentence:text?",
    ),
    (
        "Echo",
        "Which claims of a series stand on one origin",
        "series:text min:int max:int groups:Group* merges:Merge* denied:text* names:text{} claims:Voiced*",
    ),
    ("Group", "Claims that stand on one origin", "source:text? suspected:int claims:text*"),
    ("Merge", "Two claims that do, and why", "a:text b:text reason:text certainty:text why:text"),
    (
        "Voiced",
        "A claim with who stands in its chain",
        "id:text origin:text? relays:text* outlet:text? entry:int report:text published:text? text:text counted:text?",
    ),
    ("Period", "Since when, until when", "from:text? to:text?"),
    ("Stretch", "A stretch of the text, in code points", "start:int end:int"),
    (
        "Brief",
        "A claim in brief",
        "id:text entry:int report:text outlet:text? title:text? published:text? start:int end:int text:text low:num? high:num? quantifier:text hedge:text? counted:text? measure:text side:text? place:text? period:Period? origin:text? interest:own|enemy|third|unknown stance:text zone:text sentence:text? series:text?",
    ),
    (
        "Claim",
        "A claim as it was read and left by people",
        "id:text start:int end:int text:text low:num? high:num? quantifier:text hedge:text? kind:text per:text? currency:text? unit:text? counted:text? measure:text offence:text? side:text? place:text? period:Period? origin:text? relays:text* stance:text repeat_of:int? part_of:int? base:int? sentence:Stretch zone:text say_so:Link* because:Because* series:text? interest:own|enemy|third|unknown corrected:Corrected* accepted_by:text? rejected_by:text? comments:Comment*",
    ),
    ("Link", "A link of the chain of say-so", "name:text role:origin|relay|outlet cue:text? of:text? start:int? end:int? named:text"),
    ("Because", "Why a field reads as it does", "field:text rule:text row:text?"),
    ("Corrected", "A field that a person set", "field:text was:text? by:text entry:int"),
    ("Comment", "What a person noted", "entry:int field:text? by:text words:text at:text"),
    (
        "StandingClaim",
        "A claim with the report that it stands in",
        "+Claim entry:int report:text outlet:text? title:text? published:text? words:text?",
    ),
    (
        "Finding",
        "What a check found",
        "check:text verdict:holds|fails|cannot_tell sentence:text inputs:text* series:text? reports:text* claims:Brief*",
    ),
    ("Findings", "What the checks found, and what they look for", "total:int items:Finding* next:int? counts:Verdicts{} about:Check*"),
    ("Verdicts", "How often a check came to what", "holds:int~ fails:int~ cannot_tell:int~"),
    ("Check", "What a check looks for", "check:text about:text"),
    (
        "Report",
        "A report",
        "entry:int id:text url:text? outlet:text? title:text? published:text? at:text revision_of:int? replaced_by:int? figures:int",
    ),
    (
        "WholeReport",
        "A report with its text and all that was read in it",
        "+Report authors:text* modified:text? lang:text? digest:text text:text zones:Zone* citations:Citation* copies:text* originals:Original* claims:Claim* findings:Finding*",
    ),
    ("Zone", "A part of the text, in code points", "start:int end:int zone:text"),
    ("Citation", "Another that a report says it was taken from", "cue:text name:text~ url:text~"),
    ("Original", "Bytes that a report was taken from", "entry:int digest:text media:text url:text? fetched:text?"),
    (
        "Source",
        "Who vouches for figures or passes them on",
        "id:text name:text sort:text side:text? parents:text* vouched:int passed_on:int reports:int spellings:Spelling*",
    ),
    ("Spelling", "A name under which a source came", "name:text known:text"),
    ("WholeSource", "A source with its claims", "+Source claims:Told[]"),
    (
        "Told",
        "A claim that a source vouched for or passed on",
        "claim:text role:origin|relay|outlet name:text text:text counted:text? measure:text side:text? interest:own|enemy|third|unknown through:text* report:text start:int entry:int series:text? outlet:text? published:text? sentence:text?",
    ),
    ("Queued", "A claim that is worth a look", "+Brief why:Why* judged:bool"),
    ("Why", "Why it is", "reason:fails|range|open words:text"),
    (
        "Judgement",
        "What a person said",
        "entry:int at:text by:text why:text? judgement:text claim:text? text:text? field:text? value:text? a:text? b:text? series:text? undone_by:int? words:text",
    ),
    (
        "Judging",
        "A judgement to be told",
        "judgement:accept|reject|correct|comment|merge|split|recommend by:text why:text~ claim:text~ field:text~ value:text~ a:text~ b:text~ series:text~",
    ),
    ("Undoing", "Who takes a judgement back", "by:text why:text~"),
    ("Appended", "The entry that was appended", "entry:int words:text"),
    (
        "Job",
        "A file that waits, is being read, or was",
        "id:int name:text state:waiting|reading|done|failed bytes:int read:int new:int known:int skipped:int figures:int reports:Came* warnings:text* error:text?",
    ),
    ("Came", "A report that is in the ledger now", "entry:int id:text title:text? figures:int new:bool revision_of:int?"),
    ("Found", "Reports that have the words looked for", "total:int items:Hit* next:int? instead:text*{} indexed:int upto:int"),
    (
        "Hit",
        "A report with the places that have them",
        "entry:int title:text? outlet:text? published:text? url:text? replaced_by:int? passages:Segment** claims:Brief*",
    ),
    ("Segment", "A stretch of a passage", "text:text hit:bool"),
];
