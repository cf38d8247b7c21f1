//! Functions that tell whom a link of a chain means, so that private people's names do not leave by a question.

use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use sayso::claim::{Link, Role};
use sayso::ledger::Filed;
use sayso::ledger::source::{self, Alias, How, Resolved, Sort, Sources};

use super::super::stored::{self, Voice};
use super::super::view::View;
use crate::export::redact::WITHHELD;

/// The tables of names live as long as the connection, and so as long as the program.
static WORDS: LazyLock<source::Words> = LazyLock::new(|| source::Words::new("en", &mut Vec::new()));

/// Knows whom names mean.
#[derive(Clone)]
struct Teller {
    sources: Arc<Mutex<Sources<'static>>>,
    with_names: bool,
}

/// Adds the functions.
pub(super) fn register(db: &Connection, view: &View<'_>, with_names: bool) -> rusqlite::Result<()> {
    let aliases = view.aliases().unwrap_or_default().into_iter().map(|(_, alike)| Alias { a: alike.a, b: alike.b, same: alike.same });
    let teller = Teller { sources: Arc::new(Mutex::new(Sources::new(&WORDS, &aliases.collect::<Vec<_>>()))), with_names };
    type Tell = fn(&Teller, &str) -> Option<String>;
    let tells: [(&str, Tell); 5] = [
        ("sayso_name", |teller, link| one(link).map(|link| teller.name(&link))),
        ("sayso_sort", |teller, link| one(link).map(|link| teller.resolve(&link).source.sort.name().to_owned())),
        ("sayso_source", |teller, link| one(link).and_then(|link| teller.source(&link))),
        ("sayso_origin", |teller, chain| teller.names(chain, Role::Origin)),
        ("sayso_relays", |teller, chain| teller.names(chain, Role::Relay)),
    ];
    for (name, tell) in tells {
        let teller = teller.clone();
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
        db.create_scalar_function(name, 1, flags, move |asked| Ok(asked.get_raw(0).as_str().ok().and_then(|json| tell(&teller, json))))?;
    }
    Ok(())
}

impl Teller {
    fn resolve(&self, link: &Link) -> Resolved {
        // Whom a name means beyond its report does not depend on the report.
        self.sources.lock().unwrap_or_else(PoisonError::into_inner).resolve(link, &Filed::default())
    }

    fn name(&self, link: &Link) -> String {
        let hidden = !self.with_names && self.resolve(link).source.sort == Sort::Private;
        if hidden { WITHHELD.to_owned() } else { link.name.clone() }
    }

    fn source(&self, link: &Link) -> Option<String> {
        let resolved = self.resolve(link);
        (resolved.how != How::Scoped).then(|| resolved.source.id.clone())
    }

    fn names(&self, chain: &str, role: Role) -> Option<String> {
        let links = stored::links(serde_json::from_str(chain).ok()?);
        let names = links.iter().filter(|link| link.role == role).map(|link| self.name(link)).collect::<Vec<_>>();
        (!names.is_empty()).then(|| names.join("; "))
    }
}

fn one(link: &str) -> Option<Link> {
    stored::links(vec![serde_json::from_str::<Voice>(link).ok()?]).pop()
}
