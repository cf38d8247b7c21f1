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
    check("Mediazona", "RUS", Interest::Third);
    check("Gaza Health Ministry", "PSE", Interest::Own);
    check("IDF", "PSE", Interest::Enemy);
}
