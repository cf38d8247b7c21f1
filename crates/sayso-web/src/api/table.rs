//! `GET /tables/NAME.csv|parquet`: the tables of an export, one at a time.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use sayso_io::export::{self, As, TABLES};
use tokio::sync::mpsc::Sender;
use tokio::time::timeout;

use super::ask::{Ask, Moment, Way};
use super::stream::stream;
use crate::desk::Desk;
use crate::problem::Problem;

/// Bytes of a file that are sent at once, and how long a client may take for them.
const PIECE: usize = 64 << 10;
const SLOW: Duration = Duration::from_secs(60);

pub async fn table(State(desk): State<Arc<Desk>>, Way(name): Way<String>, Ask(moment): Ask<Moment>) -> Result<Response, Problem> {
    let missing = || Problem::missing(format!("there is no such table; there are {}, each as .csv and .parquet", TABLES.join(", ")));
    let (table, ending) = name.rsplit_once('.').ok_or_else(missing)?;
    let (form, kind) = match ending {
        "csv" => (As::Csv, "text/csv; charset=utf-8"),
        "parquet" => (As::Parquet, "application/vnd.apache.parquet"),
        _ => return Err(missing()),
    };
    let table = TABLES.into_iter().find(|known| *known == table).ok_or_else(missing)?;
    // One after the other: a large one takes long, and what pages ask for shall not wait for several.
    let turn = desk.tables.acquire().await.map_err(|_| Problem::fault())?;
    let made = move |look: &crate::desk::Look<'_>| {
        let told =
            |error: io::Error| Problem::new(axum::http::StatusCode::SERVICE_UNAVAILABLE, format!("the table cannot be made: {error}"));
        // On disk and not in memory, and gone with the handle. Sent is what is whole: an error in the middle is an error and no short table.
        let file = tempfile::tempfile().map_err(told)?;
        let out = io::BufWriter::with_capacity(PIECE, file.try_clone().map_err(told)?);
        export::table(look.book, table, form, Box::new(out)).map_err(told)?;
        let mut file = file;
        let bytes = file.stream_position().map_err(told)?;
        file.rewind().map_err(told)?;
        Ok((file, bytes, look.view.upto()))
    };
    let (file, bytes, upto) = desk.look(moment.when()?, made).await?;
    drop(turn);
    let (give, body) = stream();
    tokio::spawn(send(file, give));
    let name = format!("attachment; filename=\"sayso-{table}-{upto}.{ending}\"");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        // So that what is cut off is known to be.
        (header::CONTENT_LENGTH, HeaderValue::from(bytes)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).map_err(|_| Problem::fault())?),
    ];
    Ok((headers, body).into_response())
}

/// Sends a file piece by piece; a client that takes too long for one gets no more.
async fn send(mut file: File, give: Sender<Bytes>) {
    loop {
        let read = move || {
            let mut piece = Vec::with_capacity(PIECE);
            let read = (&file).take(PIECE as u64).read_to_end(&mut piece);
            read.map(|_| (file, piece))
        };
        let Ok(Ok((rest, piece))) = tokio::task::spawn_blocking(read).await else { return };
        if piece.is_empty() || !matches!(timeout(SLOW, give.send(piece.into())).await, Ok(Ok(()))) {
            return;
        }
        file = rest;
    }
}
