# Everyday commands. `just` alone lists them.

_list:
    @just --list --unsorted

# Everything that CI runs: form, words, licences, docs, the desk in a browser, then the tests.
ready: lint browser test

# Format, clippy, spelling, licences and sources of what we depend on, docs.
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets --locked -- -D warnings
    typos
    cargo deny --all-features check bans licenses sources
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked

# Every test. Words after it are passed on: `just test corpus`.
test *args:
    cargo nextest run --workspace --locked {{ args }}

# The desk in a real browser: needs node, npm and Chromium at /usr/bin/chromium (or $CHROMIUM). Words after it go to the build.
browser *args:
    cargo build --workspace --locked {{ args }}
    cd crates/sayso-web/tests/browser && npm ci --no-audit --no-fund --silent && npm test

# Makes the pictures of docs/desk.md anew, from the sample reports.
tour:
    cargo build --workspace --locked
    cd crates/sayso-web/tests/browser && npm ci --no-audit --no-fund --silent && node tour.mjs

# Rewrites the expectations of the corpus from what is read now; review the diff.
bless:
    BLESS=1 cargo nextest run -p sayso --locked corpus
    git diff --stat -- packs

# Speed of reading on one core, and where the time goes. Reads ../shared/corpus too, where it is there.
bench:
    cargo bench -p sayso --bench read

# Feeds hostile bytes to the reader or to what takes reports in: read, html, warc, feed, pdf. Needs `cargo install cargo-fuzz` and a nightly toolchain.
fuzz target="read" seconds="600":
    python3 fuzz/seeds.py
    cargo +nightly fuzz run {{ if target == "pdf" { "--features pdf" } else { "" } }} {{ target }} -- -max_total_time={{ seconds }} -max_len=16384 -timeout=20 -rss_limit_mb=4096

# Writes docs/matrix.md: words and examples of each measure, by language.
matrix:
    cargo run --locked -p sayso --example matrix > docs/matrix.md

# Scores on annotated reports and public benches, where ../shared is there.
score:
    .ci/score
