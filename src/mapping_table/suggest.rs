//! What could be mapped next: first what the target schema requires, then fields that are called alike on both sides.
//!
//! A source is named only where one can be meant: its name is the destination's, or next to it, or templates map a column
//! of that name there; and a value of the sample records fits the type.

use super::Sheet;
use crate::assist::fields::Field;
use crate::datum::Datum;
use crate::mapping::{At, Path, Segment, ShapeId, SourceType, check_constant};
use crate::schema::nearest;
use crate::template;
use serde::Serialize;
use serde_json::Value;
use std::collections::HashMap;

/// How many suggestions are made.
const MOST: usize = 100;
/// How many fields of the target schema are looked at.
const LOOKED_AT: usize = 20_000;

/// What could be mapped.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Suggestion {
    /// The destination path.
    pub destination: String,
    /// The source field; null where none suggests itself.
    pub source: Option<String>,
    /// What it rests on.
    pub kind: SuggestionKind,
    /// Is the destination required?
    pub is_required: bool,
    /// Why, in a sentence.
    pub why: String,
    /// The mapping, ready to be put behind the others.
    #[cfg_attr(feature = "wasm", tsify(type = "unknown"))]
    pub value: Value,
}

/// What a suggestion rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
pub enum SuggestionKind {
    /// The names are equal, apart from case and what separates words.
    Equal,
    /// Templates map a column of that name there.
    Known,
    /// The names differ in a letter or two.
    Near,
    /// Only that the destination is required.
    Required,
}

pub(super) fn suggestions(sheet: &Sheet<'_>, fields: &[Field], reads: &[Path]) -> Vec<Suggestion> {
    let finder = Finder { sheet, fields, reads };
    let required = sheet.missing();
    let mut found: Vec<Suggestion> = required.iter().map(|path| finder.required(path)).collect();
    // What has a source comes first.
    found.sort_by_key(|s| s.source.is_none());
    for (path, id) in finder.open_fields() {
        if found.len() >= MOST {
            break;
        }
        let text = path.to_string();
        if !required.contains(&text) {
            let alike = finder.equal(&path, id).or_else(|| finder.known(&path, id));
            found.extend(alike.map(|m| finder.suggestion(&text, m, false)));
        }
    }
    found.truncate(MOST);
    found
}

struct Finder<'s> {
    sheet: &'s Sheet<'s>,
    fields: &'s [Field],
    reads: &'s [Path],
}

/// A source for a destination.
struct Match<'f> {
    field: &'f Field,
    kind: SuggestionKind,
    /// The source text: the field, or an expression with it.
    text: String,
    is_expression: bool,
}

impl<'s> Finder<'s> {
    fn required(&self, destination: &str) -> Suggestion {
        let path = Path::parse(destination).0;
        let id = match self.sheet.target.as_ref().map(|t| t.at(&path)) {
            Some(At::Found(id)) => Some(id),
            _ => None,
        };
        let found = self.equal(&path, id).or_else(|| self.known(&path, id)).or_else(|| self.near(&path, id));
        match found {
            Some(found) => self.suggestion(destination, found, true),
            None => Suggestion {
                destination: destination.to_owned(),
                source: None,
                kind: SuggestionKind::Required,
                is_required: true,
                why: format!("`{destination}` is required, and no field suggests itself"),
                value: self.sheet.dialect.mapping(SourceType::Attribute, "".into(), destination),
            },
        }
    }

    fn suggestion(&self, destination: &str, found: Match<'_>, is_required: bool) -> Suggestion {
        let source = found.field.path.to_string();
        let why = match found.kind {
            SuggestionKind::Equal => format!("`{source}` is called like `{destination}`"),
            SuggestionKind::Known => format!("templates map `{source}` to `{destination}`"),
            SuggestionKind::Near => format!("`{source}` is called nearly like `{destination}`"),
            SuggestionKind::Required => String::new(),
        };
        let why = if is_required { format!("{why}, which is required") } else { why };
        let kind = if found.is_expression { SourceType::Expression } else { SourceType::Attribute };
        Suggestion {
            destination: destination.to_owned(),
            source: Some(source),
            kind: found.kind,
            is_required,
            why,
            value: self.sheet.dialect.mapping(kind, found.text.as_str().into(), destination),
        }
    }

    /// The one field of that name; of several, the one whose whole path is alike.
    fn equal(&self, path: &Path, id: Option<ShapeId>) -> Option<Match<'s>> {
        let name = plain(path.segments.last()?.name()?);
        let all: Vec<&Field> = self
            .fields
            .iter()
            .filter(|f| f.path.segments.last().and_then(Segment::name).is_some_and(|n| plain(n) == name))
            .filter(|f| self.fits(f, path, id))
            .collect();
        let is_alike = |f: &&&Field| {
            let names =
                |path: &Path| path.segments.iter().filter_map(Segment::name).map(plain).collect::<Vec<_>>();
            let (short, long) = (names(&f.path), names(path));
            short.len() > 1 && long.ends_with(&short)
        };
        let field = match all.as_slice() {
            [one] => one,
            several => {
                let mut alike = several.iter().filter(is_alike);
                alike.next().filter(|_| alike.next().is_none())?
            }
        };
        Some(Match { field, kind: SuggestionKind::Equal, text: field.path.to_string(), is_expression: false })
    }

    /// A column that templates map there.
    fn known(&self, path: &Path, id: Option<ShapeId>) -> Option<Match<'s>> {
        let known = template::known(&path.to_string());
        let mut found = known.iter().filter_map(|(column, source)| {
            let field = self.fields.iter().find(|f| plain(&f.path.to_string()) == plain(column))?;
            self.fits(field, path, id).then(|| {
                let text = source.replace('$', &field.path.to_string());
                Match { field, kind: SuggestionKind::Known, is_expression: source != "$", text }
            })
        });
        let first = found.next()?;
        // Several columns, several meanings.
        found.all(|other| other.field.path == first.field.path).then_some(first)
    }

    /// The field whose name differs in a letter or two.
    fn near(&self, path: &Path, id: Option<ShapeId>) -> Option<Match<'s>> {
        let name = path.segments.last()?.name()?;
        // One that is mapped already is meant for something else.
        let is_free = |f: &&Field| !self.reads.iter().any(|r| r.is_within(&f.path) && f.path.is_within(r));
        let fitting: Vec<&Field> =
            self.fields.iter().filter(is_free).filter(|f| self.fits(f, path, id)).collect();
        let near = nearest(name, fitting.iter().filter_map(|f| f.path.segments.last()?.name()))?;
        let field =
            fitting.into_iter().find(|f| f.path.segments.last().and_then(Segment::name) == Some(near))?;
        Some(Match { field, kind: SuggestionKind::Near, text: field.path.to_string(), is_expression: false })
    }

    /// Can the values of a field stand there?
    fn fits(&self, field: &Field, path: &Path, id: Option<ShapeId>) -> bool {
        let each = |path: &Path| path.each_count();
        let Some((id, target)) = id.zip(self.sheet.target.as_ref()) else {
            return field.value.is_some() && each(&field.path) == 0;
        };
        let shape = target.shape(id);
        let fits_type = match &field.value {
            Some(value) => shape.kind.is_scalar() && check_constant(&Datum::from(value), shape).is_none(),
            // A column that no record shows may hold anything.
            None => shape.kind.is_scalar() && field.types.is_empty(),
        };
        fits_type && each(&field.path) == each(path)
    }

    /// The fields of the target schema that hold a value and that no mapping writes, nearest to the root first.
    fn open_fields(&self) -> Vec<(Path, Option<ShapeId>)> {
        let Some(target) = &self.sheet.target else { return Vec::new() };
        // Only names that the source has too are worth a look, or those that templates know.
        let mut found = Vec::new();
        let mut seen: HashMap<ShapeId, usize> = HashMap::new();
        let mut queue = std::collections::VecDeque::from([(Path::default(), 0, 0)]);
        let mut looked_at = 0;
        while let Some((path, id, depth)) = queue.pop_front() {
            let shape = target.shape(id);
            let mut members: Vec<_> = shape.members.iter().collect();
            members.sort_unstable();
            for (name, id) in members {
                looked_at += 1;
                if looked_at > LOOKED_AT {
                    return found;
                }
                let mut path = path.clone();
                let wrapped = !crate::path::is_bare(name);
                path.segments.push(Segment::Key { name: name.clone(), wrapped, at: (0, 0) });
                if self.sheet.destinations.iter().any(|(to, _)| path.is_within(to)) {
                    continue;
                }
                let mut id = *id;
                while let (Some(items), true) = (target.shape(id).items, path.segments.len() < 12) {
                    path.segments.push(Segment::Each);
                    id = items;
                }
                let kind = target.shape(id).kind;
                let times = seen.entry(id).or_default();
                *times += 1;
                if kind.is_scalar() {
                    found.push((path, Some(id)));
                } else if depth < 10 && *times < 50 {
                    queue.push_back((path, id, depth + 1));
                }
            }
        }
        found
    }
}

/// A name without case and without what separates words.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric() || *c == '.').flat_map(char::to_lowercase).collect()
}
