//! The eight cases that the project is for, K1 to K8, over the five real reports that it began with and two of our own, from adding to checking.
//! `.ci/cases` prints each with its verdict. Without `../shared` they are skipped with a line.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;
use tempfile::TempDir;

/// The five reports, where they are there.
static SEEDS: LazyLock<Option<PathBuf>> = LazyLock::new(|| {
    let seeds = std::env::var_os("SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from)
        .join("seeds");
    seeds.is_dir().then_some(seeds)
});

/// A ledger of the five reports and ours.
static LEDGER: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/cases");
    let seeds = SEEDS.as_ref().expect("asked only where they are there");
    let added = Command::new(snapbox::cmd::cargo_bin!("sayso"))
        .arg("add")
        .arg("--ledger")
        .arg(folder.path().join("sayso.db"))
        .args([seeds, &ours])
        .output();
    assert!(added.expect("it runs").status.success());
    folder
});

/// The lines that a command gives as JSON.
fn lines(args: &[&str]) -> Vec<Value> {
    let out = Command::new(snapbox::cmd::cargo_bin!("sayso"))
        .current_dir(LEDGER.path())
        .args(args)
        .args(["--format", "jsonl"])
        .output()
        .expect("it runs");
    assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8_lossy(&out.stdout).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn words<'v>(value: &'v Value, field: &str) -> &'v str {
    value[field].as_str().unwrap_or_default()
}

/// Runs one case where the reports are there, and prints what it came to.
fn case(name: &str, what: &str, holds: impl FnOnce() -> String) {
    if SEEDS.is_none() {
        eprintln!("SKIPPED: {name}; there is no ../shared/seeds");
        return;
    }
    eprintln!("{name} holds: {what}: {}", holds());
}

/// The findings of all checks, and the one whose sentence has these words.
fn finding(check: &str, verdict: &str, part: &str) -> String {
    let all = lines(&["check", "--verdict", "all"]);
    let right =
        |found: &&Value| words(found, "check") == check && words(found, "verdict") == verdict && words(found, "sentence").contains(part);
    let found = all.iter().find(right).unwrap_or_else(|| panic!("no {check} {verdict} with `{part}` in {all:#?}"));
    words(found, "sentence").to_owned()
}

/// The series that have a value of these ends, as `low..high`.
fn series(low: u64, high: u64) -> Vec<Value> {
    let has = |series: &Value| values(series).any(|value| value["low"] == low && value["high"] == high);
    lines(&["series"]).into_iter().filter(has).collect()
}

fn values(series: &Value) -> impl Iterator<Item = &Value> {
    series["claimants"].as_array().into_iter().flatten().flat_map(|claimant| claimant["values"].as_array().into_iter().flatten())
}

#[test]
fn k1_parts_make_the_total() {
    case("K1", "parts make the total", || {
        let sum = finding("parts_make_total", "holds", "18,159 + 1,369 + 1,010 = 20,538");
        let share = finding("parts_make_total", "holds", "86.3 %");
        let ratio = finding("ratio_holds", "cannot_tell", "20,538 is 2.05 times 10,025");
        format!("{sum}; {share}; {ratio}")
    });
}

#[test]
fn k2_units_drift_and_media_reports_are_one_origin() {
    case("K2", "unit drift, and one origin behind \"Media reports\"", || {
        let drift = finding("unit_drift", "fails", "by the case");
        let told = lines(&["series", "--measure", "charged", "--side", "RUS"]);
        let most = told.iter().filter_map(|series| series["origins"]["max"].as_u64()).max();
        assert_eq!(most, Some(1), "{told:#?}");
        let sources = lines(&["sources"]);
        assert!(sources.iter().all(|source| words(source, "name") != "Media reports"), "nobody is called so");
        format!("{drift}; every series of those charged stands on at most one origin")
    });
}

#[test]
fn k3_tenfold_holds_and_400_percent_has_no_base() {
    case("K3", "tenfold", || {
        let fold = finding("ratio_holds", "holds", "284 is 10.14 times 28");
        let open = finding("ratio_holds", "cannot_tell", "400 percent");
        let sought = series(28, 28);
        let ids = sought.iter().map(|series| words(series, "id")).collect::<Vec<_>>();
        let with = lines(&["series"]).into_iter().filter(|series| values(series).any(|value| value["low"] == 400));
        assert!(with.into_iter().all(|series| !ids.contains(&words(&series, "id"))), "400 percent is no member of that series");
        format!("{fold}; {open}")
    });
}

#[test]
fn k4_three_spellings_are_one_organisation() {
    case("K4", "one organisation under three names", || {
        let sources = lines(&["sources"]);
        let one = sources.iter().find(|source| words(source, "name") == "Idite Lesom").expect("the organisation");
        let employee = sources.iter().find(|source| words(source, "name").ends_with("Sulyayev")).expect("its employee");
        assert!(employee["parents"].as_array().is_some_and(|above| above.iter().any(|name| name == "Idite Lesom")), "{employee}");
        for name in ["Get Lost", "Idit Jeslom", "Idid Jeslom"] {
            let out = Command::new(snapbox::cmd::cargo_bin!("sayso"))
                .current_dir(LEDGER.path())
                .args(["source", name])
                .output()
                .expect("it runs");
            assert!(String::from_utf8_lossy(&out.stdout).contains("Idite Lesom"), "{name}: {out:?}");
        }
        format!("Get Lost, Idit Jeslom, Idid Jeslom are {}, and {} speaks for it", words(one, "id"), words(employee, "name"))
    });
}

#[test]
fn k5_a_bound_is_lost() {
    case("K5", "a bound lost in retelling", || {
        let told = lines(&["series", "--measure", "killed_or_wounded"]);
        let bound = |value: &Value| value["high"] == 728_000 && value["low"].is_null() && words(value, "quantifier") == "at_most";
        assert!(told.iter().flat_map(values).any(bound), "an upper bound only: {told:#?}");
        finding("bound_lost", "fails", "\"462,000 to 728,000\"")
    });
}

#[test]
fn k6_categories_are_merged() {
    case("K6", "a category merged", || finding("category_merged", "fails", "18.6 %"));
}

#[test]
fn k7_repeats_count_once_and_plans_are_plans() {
    case("K7", "repeats, plans and interest", || {
        let counted = series(290_000, 290_000);
        let told = counted.iter().flat_map(values).filter(|value| value["low"] == 290_000).collect::<Vec<_>>();
        assert!(!told.is_empty() && told.iter().all(|value| value["mentions"] == 1), "the repeated paragraph counts once: {counted:#?}");
        let notices = series(2_000_000, 2_000_000);
        assert!(!notices.is_empty() && notices.iter().all(|series| words(series, "standing") == "planned"), "{notices:#?}");
        let losses = series(500_000, 500_000);
        let enemy = losses.iter().flat_map(|series| series["claimants"].as_array().into_iter().flatten());
        let enemy = enemy.filter(|claimant| words(claimant, "name").ends_with("Belousov")).collect::<Vec<_>>();
        assert!(!enemy.is_empty() && enemy.iter().all(|claimant| words(claimant, "interest") == "enemy"), "{losses:#?}");
        "290,000 is told once, two million notices are planned, Belousov counts the enemy's losses".to_owned()
    });
}

#[test]
fn k8_two_sides_recruits_share_no_series() {
    case("K8", "recruits of two sides", || {
        let (russia, ukraine) = (series(40_000, 45_000), series(30_000, 30_000));
        assert!(!russia.is_empty() && !ukraine.is_empty(), "both are in series");
        let ids = russia.iter().map(|series| words(series, "id")).collect::<Vec<_>>();
        assert!(ukraine.iter().all(|series| !ids.contains(&words(series, "id"))));
        "40,000 to 45,000 a month and 30,000 a month are two series".to_owned()
    });
}
