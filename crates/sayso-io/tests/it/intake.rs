//! Files, folders and lines as they come in.

use std::fs;
use std::path::{Path, PathBuf};

use sayso_io::input::{Given, raws, report};

/// Reads the paths; each report as `id: text`, each warning as it is printed, the folder's name cut off.
pub fn read(folder: &Path, paths: &[&str]) -> Vec<String> {
    let paths = paths.iter().map(|path| folder.join(path)).collect::<Vec<PathBuf>>();
    let mut out = Vec::new();
    for raw in raws(&paths) {
        match raw.map(|raw| report(raw, &Given::default())) {
            Ok(taken) => {
                out.extend(taken.warnings.iter().map(ToString::to_string));
                out.extend(taken.report.map(|report| format!("{}: {}", report.id, report.text)));
            }
            Err(warning) => out.push(warning.to_string()),
        }
    }
    out.iter().map(|line| line.replace(&format!("{}/", folder.display()), "").replace(&*folder.to_string_lossy(), "folder")).collect()
}

pub fn check(files: &[(&str, &[u8])], paths: &[&str], expected: &[&str]) {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    assert_eq!(read(folder.path(), paths), expected);
}

#[test]
fn folders_are_read_in_the_order_of_names_and_hidden_files_passed_over() {
    let files: &[(&str, &[u8])] =
        &[("b/2.txt", b"two"), ("b/10.txt", b"ten"), ("a.txt", b"one"), (".git/x.txt", b"no"), ("b/.hidden", b"no")];
    check(files, &[""], &["a.txt: one", "b/10.txt: ten", "b/2.txt: two"]);
    check(files, &["b/.hidden"], &["b/.hidden: no"]);
}

#[test]
fn text_and_json_lines_are_told_apart() {
    check(&[("a", b"\xef\xbb\xbf {\"text\": \"one\"}\n\n{\"id\": \"x\", \"text\": \"two\"}")], &["a"], &["a:1: one", "x: two"]);
    check(&[("a", b"{curly} words\nare text")], &["a"], &["a: {curly} words\nare text"]);
    check(
        &[("a.jsonl", b"hello\n{\"text\": \"two\"}\r\n")],
        &["a.jsonl"],
        &["a.jsonl:1: no JSON object, and one a record is wanted; skipped", "a.jsonl:2: two"],
    );
    let wide = "{\"text\": \"one\"}\n{\"text\": \"Київ\"}\n".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    check(&[("a", &[b"\xff\xfe", wide.as_slice()].concat())], &["a"], &["a:1: one", "a:2: Київ"]);
}

#[test]
fn bad_input_is_named_and_the_rest_is_read() {
    let files: &[(&str, &[u8])] = &[
        ("1.jsonl", b"{\"text\": \"one\"}\n{\"text\": \"two\n{\"text\": \"three\"}\n{\"id\": \"x\"}\n"),
        ("2.txt", b""),
        ("3.txt", b" \n\t\n"),
        ("4.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF"),
        ("5.json", b"{\n  \"text\": \"one\"\n}\n"),
        ("6.jsonl", b"\n\n"),
        ("7.html", b"<!DOCTYPE html><p>12 dead"),
        ("8.txt", b"eight"),
    ];
    check(
        files,
        &["", "nothing.txt"],
        &[
            "1.jsonl:1: one",
            "1.jsonl:2: not JSON (EOF while parsing a string at column 13); skipped",
            "1.jsonl:3: three",
            "1.jsonl:4: no `text` in this record; skipped",
            "2.txt: empty; skipped",
            "3.txt: empty; skipped",
            "4.jpg: no text but a JPEG picture; skipped",
            "5.json:1: one",
            "6.jsonl: empty; skipped",
            "7.html: 12 dead",
            "8.txt: eight",
            "nothing.txt: no such file or folder; skipped",
        ],
    );
}

#[test]
fn broken_bytes_are_read_with_a_warning() {
    let note = "not all of it can be decoded as UTF-8: what cannot stands as \u{fffd}";
    let line = b"{\"text\": \"\xd0\x9a\xd0\xb8\xd1\x97\xd0\xb2 \xd0 12\"}\n";
    check(&[("a.jsonl", line)], &["a.jsonl"], &[&format!("a.jsonl:1: {note}"), "a.jsonl:1: Київ \u{fffd} 12"]);
}

#[cfg(unix)]
#[test]
fn folders_that_loop_end() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("a")).expect("a folder");
    fs::write(folder.path().join("a/1.txt"), "one").expect("a file");
    std::os::unix::fs::symlink(folder.path(), folder.path().join("a/loop")).expect("a link");
    std::os::unix::fs::symlink(folder.path().join("nowhere"), folder.path().join("b")).expect("a link");
    let read = read(folder.path(), &[""]);
    assert_eq!(read.len(), 3, "{read:?}");
    assert_eq!(read[0], "a/1.txt: one");
    assert!(read[1].starts_with("a/loop: a link back to the folder above it, "), "{read:?}");
    assert_eq!(read[2], "b: no such file or folder; skipped");
}

#[test]
fn a_folder_without_reports_is_named() {
    check(&[("a/.hidden", b"no")], &["a"], &["a: no reports in this folder; skipped"]);
}
