//! The time, asked in one place.

/// Now, as an ISO timestamp of UTC; `$SAYSO_NOW` stands in for the clock, so that a run can be repeated to the byte.
pub fn now() -> anyhow::Result<String> {
    let Some(told) = std::env::var_os("SAYSO_NOW").filter(|told| !told.is_empty()) else {
        return Ok(format(jiff::Timestamp::now()));
    };
    let told = told.to_string_lossy();
    let time = told.parse::<jiff::Timestamp>();
    time.map(format).map_err(|_| anyhow::anyhow!("$SAYSO_NOW is `{told}`, and a time as 2025-06-25T12:00:00Z is wanted"))
}

/// The same as a point in time.
pub fn timestamp() -> jiff::Timestamp {
    now().ok().and_then(|now| now.parse().ok()).unwrap_or_else(jiff::Timestamp::now)
}

/// One width, so that times sort as words.
fn format(time: jiff::Timestamp) -> String {
    format!("{time:.3}")
}
