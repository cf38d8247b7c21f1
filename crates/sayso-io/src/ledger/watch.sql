
-- What `sayso watch` remembers from round to round: no entry, made from none, and lost without harm.
CREATE TABLE watched (
    url TEXT PRIMARY KEY,
    source TEXT,
    etag TEXT,
    last_modified TEXT,
    due TEXT,
    failures INTEGER NOT NULL,
    looks INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE watched_item (source TEXT NOT NULL, item TEXT NOT NULL, mark TEXT NOT NULL, PRIMARY KEY (source, item)) STRICT, WITHOUT ROWID;
CREATE TABLE watched_report (report INTEGER PRIMARY KEY) STRICT;
