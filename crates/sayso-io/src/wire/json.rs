//! JSON in which no character steers a terminal or breaks a line: they are escaped, and so not lost.

use std::io::{self, Write};

use serde_json::ser::Formatter;

use crate::clean::steers;

/// Compact JSON. Its strings hold no raw control character, line separator or text direction override.
pub(super) struct Safe;

impl Formatter for Safe {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut from = 0;
        if !fragment.is_ascii() || fragment.contains('\u{7f}') {
            for (at, c) in fragment.char_indices().filter(|(_, c)| steers(*c)) {
                out.write_all(&fragment.as_bytes()[from..at])?;
                c.encode_utf16(&mut [0; 2]).iter().try_for_each(|unit| write!(out, "\\u{unit:04x}"))?;
                from = at + c.len_utf8();
            }
        }
        out.write_all(&fragment.as_bytes()[from..])
    }
}
