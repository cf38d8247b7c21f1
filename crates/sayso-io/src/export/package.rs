//! Tables as CSV and Parquet, with what describes them: a Frictionless `datapackage.json` and a codebook to read.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::folder::{Done, Folder};
use super::parquet::Rows;
use super::sheet::{Sheet, Sheets, To, csv};
use super::table::{Column, DATE, Holds, Table};

/// An export on its way.
#[derive(Debug)]
pub struct Package<'f> {
    folder: &'f Folder,
    /// What the tables are taken from, in words.
    pub of: String,
    /// What a reader has to know, one paragraph each.
    pub notes: Vec<String>,
    done: Vec<(&'static Table, Done, u64)>,
}

impl<'f> Package<'f> {
    /// Begins an export.
    pub const fn new(folder: &'f Folder, of: String) -> Self {
        Self { folder, of, notes: Vec::new(), done: Vec::new() }
    }

    /// Writes what describes the tables.
    pub fn finish(self) -> io::Result<Vec<(&'static str, u64)>> {
        let mut codebook = self.folder.file("codebook.md")?;
        codebook.write_all(codebook_of(&self).as_bytes())?;
        codebook.finish()?;
        let mut package = self.folder.file("datapackage.json")?;
        serde_json::to_writer_pretty(&mut package, &self.json())?;
        package.write_all(b"\n")?;
        package.finish()?;
        Ok(self.done.iter().map(|(table, _, rows)| (table.name, *rows)).collect())
    }

    fn json(&self) -> Value {
        let resources = self.done.iter().map(|(table, done, _)| resource(table, done)).collect::<Vec<_>>();
        json!({
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": "sayso",
            "title": "Figures in reports, and on whose say-so they stand",
            "description": format!("{} {}", self.of, self.notes.join(" ")),
            "resources": resources,
        })
    }
}

impl Sheets for Package<'_> {
    fn sheet(&mut self, table: &'static Table) -> io::Result<Sheet> {
        let part = |ending| self.folder.file(&format!("{}.{ending}", table.name));
        let parquet = Rows::new(table, part("parquet")?).map_err(io::Error::other)?;
        Ok(Sheet::new(table, To::Files { csv: csv(table, part("csv")?)?, parquet }))
    }

    fn close(&mut self, sheet: Sheet) -> io::Result<()> {
        let Sheet { table, to: To::Files { csv, parquet }, rows } = sheet else { return Ok(()) };
        let csv = csv.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
        parquet.finish().map_err(io::Error::other)?.finish()?;
        self.done.push((table, csv.finish()?, rows));
        Ok(())
    }
}

fn resource(table: &Table, done: &Done) -> Value {
    let mut schema = json!({ "fields": table.columns.iter().map(field).collect::<Vec<_>>(), "missingValues": [""] });
    if !table.key.is_empty() {
        schema["primaryKey"] = json!(table.key);
    }
    if !table.links.is_empty() {
        let link =
            |link: &super::table::Link| json!({ "fields": link.columns, "reference": { "resource": link.table, "fields": link.to } });
        schema["foreignKeys"] = table.links.iter().map(link).collect();
    }
    json!({
        "name": table.name,
        "path": format!("{}.csv", table.name),
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": done.bytes,
        "hash": format!("sha256:{}", done.hash),
        "description": table.about,
        "parquet": format!("{}.parquet", table.name),
        "schema": schema,
    })
}

fn field(column: &Column) -> Value {
    let mut field = json!({ "name": column.name, "type": column.holds.name(), "description": column.about });
    let mut constraints = serde_json::Map::new();
    if column.required {
        constraints.insert("required".to_owned(), json!(true));
    }
    match column.holds {
        Holds::Term(terms) => drop(constraints.insert("enum".to_owned(), json!(terms))),
        Holds::Date => drop(constraints.insert("pattern".to_owned(), json!(DATE))),
        Holds::Time => field["format"] = json!("any"),
        Holds::Text | Holds::Integer | Holds::Number | Holds::Flag => {}
    }
    if !constraints.is_empty() {
        field["constraints"] = Value::Object(constraints);
    }
    field
}

/// The same for people.
fn codebook_of(package: &Package<'_>) -> String {
    let mut out = format!("# Codebook\n\n{}\n", package.of);
    for note in &package.notes {
        out.push_str(&format!("\n{note}\n"));
    }
    out.push_str(
        "\nEach table lies here twice: as CSV (UTF-8; an empty cell is no value; a cell that a spreadsheet would take for a formula begins with `'`) \
         and as Parquet (the same rows; numbers as doubles). Dates are cut at the precision that is known.\n",
    );
    for (table, _, rows) in &package.done {
        out.push_str(&format!(
            "\n## {}\n\n{} {rows} rows.\n\n| column | type | what it says |\n| --- | --- | --- |\n",
            table.name, table.about
        ));
        for column in table.columns {
            let need = if column.required { ", always there" } else { "" };
            out.push_str(&format!("| `{}` | {}{need} | {} |\n", column.name, kind(column.holds), column.about.replace('|', "\\|")));
        }
    }
    out
}

fn kind(holds: Holds) -> String {
    match holds {
        Holds::Text => "text".to_owned(),
        Holds::Term(terms) => terms.iter().map(|term| format!("`{term}`")).collect::<Vec<_>>().join(", "),
        Holds::Date => "date".to_owned(),
        Holds::Time => "time (UTC)".to_owned(),
        other => other.name().to_owned(),
    }
}
