//! Who is told of an alert: standard output, a program, a web hook.

use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use sayso_io::fetch::Client;
use sayso_io::input::{Place, Warning};
use sayso_io::wire;

use super::alert::Alert;

/// Whom to tell beside standard output.
#[derive(Debug, Default)]
pub struct Told {
    /// A program and its arguments.
    pub program: Option<Vec<String>>,
    /// An address.
    pub hook: Option<String>,
}

/// The longest that a program may take with an alert.
const LONGEST: Duration = Duration::from_secs(60);

impl Told {
    /// Tells of alerts. Who cannot be told of one is warned of, and not told of the others.
    pub fn tell(&self, client: &Client, alerts: &[Alert], warn: &mut dyn FnMut(Warning)) {
        let alerts = alerts.iter().map(wire::line).collect::<Vec<_>>();
        let mut each = |who: &str, tell: &dyn Fn(&[u8]) -> Result<(), String>| {
            for (told, alert) in alerts.iter().enumerate() {
                if let Err(what) = tell(alert) {
                    let what = format!("{what}; {} of {} alerts went there", told, alerts.len());
                    return warn(Warning { place: Place { file: who.into(), line: None }, what, skipped: false });
                }
            }
        };
        if let Some((program, args)) = self.program.as_deref().and_then(<[String]>::split_first) {
            each(program, &|alert| run(program, args, alert));
        }
        if let Some(hook) = &self.hook {
            each(hook, &|alert| {
                client.post(hook, alert.trim_ascii_end()).map_err(|refusal| format!("the alert could not be posted: {refusal}"))
            });
        }
    }
}

/// Runs a program with the alert on its standard input. What it prints goes to standard error, so that standard output stays ours.
fn run(program: &str, args: &[String], json: &[u8]) -> Result<(), String> {
    let told = |error: io::Error| format!("cannot be run ({error})");
    let mut child = Command::new(program).args(args).stdin(Stdio::piped()).stdout(io::stderr()).spawn().map_err(told)?;
    if let Some(mut stdin) = child.stdin.take() {
        let json = json.to_vec();
        // A program that does not listen is no fault, and must not hold us up.
        thread::spawn(move || stdin.write_all(&json));
    }
    let began = Instant::now();
    loop {
        match child.try_wait().map_err(told)? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => return Err(format!("did not take the alert ({status})")),
            None if began.elapsed() > LONGEST => {
                let _ = child.kill().and_then(|()| child.wait());
                return Err(format!("did not take the alert within {} s", LONGEST.as_secs()));
            }
            None => thread::sleep(Duration::from_millis(20)),
        }
    }
}

/// The words of a command: split at spaces, but not within quotes. No shell has a say in it.
pub fn words(command: &str) -> Result<Vec<String>, String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in command.chars() {
        match (c, quote) {
            ('"' | '\'', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (c, Some(open)) if c == open => quote = None,
            (c, None) if c.is_whitespace() => words.extend(word.take()),
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    match quote {
        Some(quote) => Err(format!("a {quote} is not closed")),
        None if words.is_empty() => Err("no program in it".to_owned()),
        None => Ok(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(command: &str, expected: Result<&[&str], &str>) {
        let words = words(command);
        let words = words.as_ref().map(|words| words.iter().map(String::as_str).collect::<Vec<_>>()).map_err(String::as_str);
        assert_eq!(words.as_deref(), expected.as_ref().map(|words| *words), "{command}");
    }

    #[test]
    fn commands_are_words() {
        check("notify-send", Ok(&["notify-send"]));
        check(" mail -s 'a new figure' me@example.org ", Ok(&["mail", "-s", "a new figure", "me@example.org"]));
        check("a \"b 'c'\" '' d\"e f\"", Ok(&["a", "b 'c'", "", "de f"]));
        check("a; rm -rf $HOME", Ok(&["a;", "rm", "-rf", "$HOME"]));
        check("a 'b", Err("a ' is not closed"));
        check("  ", Err("no program in it"));
    }
}
