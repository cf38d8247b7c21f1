-- What was told, in order. `body` is JSON, deflated where that is shorter; `chain` is the hash of this entry and of the chain before it.
CREATE TABLE entry (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    packed INTEGER NOT NULL,
    body BLOB NOT NULL,
    chain BLOB NOT NULL
) STRICT;
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;
CREATE INDEX entry_by_kind ON entry (kind, seq) WHERE kind NOT IN ('report', 'reading');

-- All below is made from the entries.
CREATE TABLE report (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    id TEXT NOT NULL,
    url TEXT,
    outlet TEXT,
    title TEXT,
    published TEXT,
    lang TEXT,
    page TEXT NOT NULL,
    revision_of INTEGER,
    replaced_by INTEGER
) STRICT;
CREATE INDEX report_by_page ON report (page);
CREATE TABLE copy (seq INTEGER PRIMARY KEY, report INTEGER NOT NULL, id TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX copy_by_report ON copy (report, id);
CREATE TABLE reading (seq INTEGER PRIMARY KEY, report INTEGER NOT NULL, reader TEXT NOT NULL, until INTEGER) STRICT;
CREATE INDEX reading_by_report ON reading (report);

-- Claims lie side by side as their series need them; `kin` and `series` are the hashes of their keys, 0 for none.
CREATE TABLE claim (
    kin INTEGER NOT NULL,
    series INTEGER NOT NULL,
    reading INTEGER NOT NULL,
    nth INTEGER NOT NULL,
    report INTEGER NOT NULL,
    until INTEGER,
    id TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    low TEXT,
    high TEXT,
    quantifier TEXT NOT NULL,
    hedge TEXT,
    kind TEXT NOT NULL,
    per TEXT,
    currency TEXT,
    unit TEXT,
    counted TEXT,
    measure TEXT NOT NULL,
    offence TEXT,
    side TEXT,
    place TEXT,
    since TEXT,
    "to" TEXT,
    dated INTEGER NOT NULL,
    stance TEXT NOT NULL,
    repeat_of INTEGER,
    part_of INTEGER,
    base INTEGER,
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    zone TEXT NOT NULL,
    say_so TEXT NOT NULL,
    PRIMARY KEY (kin, series, reading, nth)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_by_reading ON claim (reading);
CREATE INDEX claim_by_id ON claim (id);
CREATE TABLE series (id INTEGER PRIMARY KEY, kin INTEGER NOT NULL) STRICT;

-- A sample of each text's shingles, to find the reports that share text; and those found.
CREATE TABLE shingle (hash INTEGER NOT NULL, report INTEGER NOT NULL, PRIMARY KEY (hash, report)) STRICT, WITHOUT ROWID;
CREATE TABLE tie (
    b INTEGER NOT NULL,
    a INTEGER NOT NULL,
    shared INTEGER NOT NULL,
    of_a INTEGER NOT NULL,
    of_b INTEGER NOT NULL,
    PRIMARY KEY (b, a)
) STRICT, WITHOUT ROWID;
