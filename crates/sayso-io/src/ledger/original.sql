-- Where the bytes lie that a report was taken from: in which file of the folder beside the ledger, at which offset.
CREATE TABLE original (
    seq INTEGER PRIMARY KEY,
    report INTEGER NOT NULL,
    digest TEXT NOT NULL,
    media TEXT NOT NULL,
    url TEXT,
    fetched TEXT,
    file INTEGER NOT NULL,
    "offset" INTEGER NOT NULL,
    length INTEGER NOT NULL
) STRICT;
CREATE INDEX original_by_report ON original (report);
