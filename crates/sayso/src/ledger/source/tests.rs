//! What names mean, and what interest sources have: mirrored where there are sides.

use super::*;
use crate::claim::Named;

fn words() -> Words {
    let mut problems = Vec::new();
    let words = Words::new("en", &mut problems);
    assert_eq!(problems, Vec::<String>::new());
    words
}

fn link(name: &str, of: Option<&str>) -> Link {
    Link { name: name.to_owned(), role: Role::Origin, span: None, cue: None, of: of.map(str::to_owned), named: Named::Named }
}

fn report(digest: &str) -> Filed {
    Filed { digest: digest.to_owned(), ..Filed::default() }
}

/// All names mean one source of that id, known in that way.
fn check(names: &[&str], id: &str, how: How) {
    let words = words();
    let mut sources = Sources::new(&words, &[]);
    for name in names {
        let resolved = sources.resolve(&link(name, None), &report("aaaaaaaaaaaaaaaa"));
        assert_eq!((resolved.source.id.as_str(), resolved.how), (id, how), "{name}");
    }
}

#[test]
fn by_the_letter() {
    check(&["United Nations", "the U.N.", "UN", "ООН"], "united-nations", How::Exact);
    check(&["Pentagon", "the Pentagon", "US Department of Defense"], "pentagon", How::Exact);
    check(&["Russia", "Moscow", "the Kremlin", "Россия"], "russia", How::Exact);
    check(&["Ukraine", "Kyiv", "Украина"], "ukraine", How::Exact);
    check(&["Volodymyr Zelenskyy", "Zelensky", "Зеленский"], "volodymyr-zelensky", How::Exact);
}

#[test]
fn by_the_parts_of_an_office() {
    let russian =
        ["Russia's Ministry of Defence", "Defence Ministry of the Russian Federation", "Ministry of Defense of Russia", "Russia’s MoD"];
    check(&russian, "russian-defense-ministry", How::Structure);
    let ukrainian = ["Ukraine's Ministry of Defence", "Ukrainian Defense Ministry", "Ministry of Defense of Ukraine", "Ukraine’s MoD"];
    check(&ukrainian[..1], "ukrainian-defense-ministry", How::Structure);
    check(&["Ukraine's air force", "Air Force of Ukraine", "Ukrainian Air Force spokesman"], "ukrainian-air-force", How::Structure);
    check(&["Kharkiv governor", "governor of the Kharkiv region"], "kharkiv-governor", How::Structure);
}

#[test]
fn by_ear() {
    check(&["Idite Lesom", "Get Lost", "Go by the Forest", "Идите лесом"], "idite-lesom", How::Exact);
    for mangled in ["Idit Jeslom", "Idid Jeslom", "Idyte Lesom"] {
        let words = words();
        let resolved = Sources::new(&words, &[]).resolve(&link(mangled, None), &report("a"));
        assert_eq!(resolved.source.id, "idite-lesom", "{mangled} {:?}", resolved.how);
    }
}

#[test]
fn private_people_are_known_in_one_report_only() {
    let words = words();
    let mut sources = Sources::new(&words, &[]);
    let one = sources.resolve(&link("Ivan Petrenko", None), &report("aaaa")).source;
    let other = sources.resolve(&link("Ivan Petrenko", None), &report("bbbb")).source;
    assert_eq!((one.sort, other.sort), (Sort::Private, Sort::Private));
    assert_ne!(one.id, other.id);
    let public = sources.resolve(&link("Ivan Petrenko", Some("Russian Foreign Ministry")), &report("aaaa")).source;
    assert_eq!((public.sort, public.parent.as_deref()), (Sort::Person, Some("russian-foreign-ministry")));
}

#[test]
fn what_people_said() {
    let words = words();
    let alias = |a: &str, b: &str, same| Alias { a: a.to_owned(), b: b.to_owned(), same };
    let id = |aliases: &[Alias], name: &str| Sources::new(&words, aliases).resolve(&link(name, None), &report("a")).source.id.clone();
    assert_eq!(
        id(&[alias("Foo Institute", "Mediazona", true), alias("Bar Institute", "Foo Institute", true)], "Bar Institute"),
        "mediazona"
    );
    assert_eq!(id(&[alias("Idit Jeslom", "Idite Lesom", false)], "Idit Jeslom"), "idit-jeslom");
    assert_eq!(id(&[alias("Idit Jeslom", "Idite Lesom", false)], "Idid Jeslom"), "idite-lesom");
    assert_eq!(id(&[alias("Idit Jeslom", "Idite Lesom", false), alias("Idit Jeslom", "Idite Lesom", true)], "Idit Jeslom"), "idite-lesom");
}

#[test]
fn interests() {
    let words = words();
    let mut sources = Sources::new(&words, &[]);
    let mut check = |name: &str, side: &str, expected: Interest| {
        let source = sources.resolve(&link(name, None), &report("a")).source;
        assert_eq!(sources.interest(&source, Some(side), Date::day(2025, 3, 1)), expected, "{name} of {side}");
    };
    for (ours, theirs, own, foe) in [
        ("RUS", "UKR", "Russian Defence Ministry", "Ukrainian General Staff"),
        ("UKR", "RUS", "Ukrainian General Staff", "Russian Defence Ministry"),
    ] {
        check(own, ours, Interest::Own);
        check(own, theirs, Interest::Enemy);
        check(foe, ours, Interest::Enemy);
        check("United Nations", ours, Interest::Third);
    }
    for (ally, helped, foe) in [("Belarus", "RUS", "UKR"), ("Pentagon", "UKR", "RUS")] {
        check(ally, foe, Interest::Enemy);
        check(ally, helped, Interest::Third);
    }
    check("Foo Institute", "RUS", Interest::Unknown);
    check("Mediazona", "RUS", Interest::Third);
    check("Gaza Health Ministry", "PSE", Interest::Own);
    check("IDF", "PSE", Interest::Enemy);
}

#[test]
fn positions_hold_by_the_day_and_users_add_their_own() {
    let mut words = words();
    let mut problems = Vec::new();
    words.add_positions("Foo Institute\tukraine\tally\tUKR\t2024-01-01\t2024-12-31\nbroken", "mine.tsv", &mut problems);
    assert_eq!(problems.len(), 1);
    assert!(problems[0].starts_with("mine.tsv:2: "), "{problems:?}");
    let mut sources = Sources::new(&words, &[]);
    let source = sources.resolve(&link("Foo Institute", None), &report("a")).source;
    assert_eq!(sources.interest(&source, Some("RUS"), Date::day(2024, 6, 1)), Interest::Enemy);
    assert_eq!(sources.interest(&source, Some("RUS"), Date::day(2025, 6, 1)), Interest::Unknown);
}

#[test]
fn what_a_name_means_does_not_depend_on_what_came_before() {
    let words = words();
    let names = ["Foo Institute", "Idid Jeslom", "Ivan Petrenko", "Ukrainian officials", "the Foo Institute", "Russia’s MoD"];
    let ids = |order: &[&'static str]| {
        let mut sources = Sources::new(&words, &[]);
        let id = |name: &str, sources: &mut Sources<'_>| sources.resolve(&link(name, None), &report("a")).source.id.clone();
        let mut ids = order.iter().map(|name| (*name, id(name, &mut sources))).collect::<Vec<_>>();
        ids.sort();
        ids
    };
    let mut back = names;
    back.reverse();
    assert_eq!(ids(&names), ids(&back));
}

#[test]
fn names_that_say_only_what_somebody_is_stay_in_their_report() {
    let words = words();
    let mut sources = Sources::new(&words, &[]);
    let bare = [
        "Ministry of Defence",
        "Defence Ministry",
        "General Staff",
        "Commission",
        "Emergency Service",
        "Ukrainian officials",
        "Russian officials",
    ];
    for name in bare {
        assert_eq!(sources.resolve(&link(name, None), &report("a")).how, How::Scoped, "{name}");
    }
    let state = |name: &str, sources: &mut Sources<'_>| sources.resolve(&link(name, None), &report("a")).source.parent.clone();
    assert_eq!(state("Ukrainian officials", &mut sources).as_deref(), Some("ukraine"));
    assert_eq!(state("Russian officials", &mut sources).as_deref(), Some("russia"));
    // A soldier's nationality is no authority.
    assert_eq!(state("Russian soldiers", &mut sources), None);
    assert_eq!(state("Ukrainian soldiers", &mut sources), None);
}

#[test]
fn near_names_that_are_not_one() {
    let words = words();
    let mut sources = Sources::new(&words, &[]);
    let names = [
        "Polaris",
        "Retailers",
        "Frontieres",
        "Ivan Fedorenko",
        "Kyev Independent Bureau",
        "Western Command",
        "Ukrainian Investigative Committee",
    ];
    for name in names {
        let how = sources.resolve(&link(name, None), &report("a")).how;
        assert!(matches!(how, How::New | How::Scoped | How::Structure), "{name} {how:?}");
    }
}

#[test]
fn above_a_person() {
    let words = words();
    let mut sources = Sources::new(&words, &[]);
    let mut check = |name: &str, of: &str, expected: &[&str]| {
        let source = sources.resolve(&link(name, Some(of)), &report("a")).source;
        assert_eq!(sources.parents(&source).iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), expected, "{name}");
    };
    check("Anna Velde", "Russian Foreign Ministry", &["russian-foreign-ministry", "russia"]);
    check("Anna Velde", "Ukrainian Foreign Ministry", &["ukrainian-foreign-ministry", "ukraine"]);
    check("Anna Velde", "Foo Institute", &["foo-institute"]);
    check("Anna Velde", "Greek prime minister", &["greece"]);
}

#[test]
fn among_words_that_describe() {
    let described =
        ["the independent outlet Mediazona", "Mediazona news agency", "Latvia-based outlet Mediazona", "Russian outlet Mediazona"];
    check(&described, "mediazona", How::Structure);
    let words = words();
    let mut sources = Sources::new(&words, &[]);
    for other in ["Ukrainian outlet Mediazona", "Olena Bondar and Mediazona"] {
        assert_ne!(sources.resolve(&link(other, None), &report("a")).source.id, "mediazona", "{other}");
    }
}
