//! The members of an object or the items of an array, as they stand in the text: putting one in, taking one out,
//! moving one.

use super::gap::Gap;
use super::style::{Style, indent, is_filled, is_one_line, starts_line};
use crate::json::{Edit, Node};
use crate::text::Span;
use serde_json::Value;
use std::ops::Range;

/// An object or an array.
pub(super) struct List<'d> {
    text: &'d str,
    style: &'d Style,
    node: &'d Node,
    /// Each member, its key included, or each item.
    slots: Vec<Range<usize>>,
    /// It is part of something that stands on one line.
    is_in_line: bool,
}

/// How a new member or item is written.
struct Layout {
    /// On the line of its neighbours.
    is_line: bool,
    indent: String,
}

impl<'d> List<'d> {
    /// None where the text is broken: it lacks a bracket.
    pub fn new(text: &'d str, style: &'d Style, node: &'d Node, parent: Option<&Node>) -> Option<Self> {
        let written = text.get(node.span.range())?;
        let is_whole = written.len() > 1 && written.starts_with(['{', '[']) && written.ends_with(['}', ']']);
        let members = node.members().iter().map(|m| m.key_span.to(m.value.span).range());
        let slots = members.chain(node.items().iter().map(|i| i.span.range())).collect();
        let is_in_line = style.is_flat || parent.is_some_and(|p| is_filled(p) && is_one_line(text, p));
        is_whole.then_some(List { text, style, node, slots, is_in_line })
    }

    /// Behind its bracket.
    fn open(&self) -> usize {
        self.node.span.start as usize + 1
    }

    /// Before its closing bracket.
    fn close(&self) -> usize {
        (self.node.span.end as usize).saturating_sub(1).max(self.open())
    }

    fn start(&self, index: usize) -> usize {
        self.slots.get(index).map_or(self.close(), |slot| slot.start)
    }

    /// What stands before a slot, or behind the last one.
    fn gap(&self, index: usize) -> Range<usize> {
        let start = index.checked_sub(1).and_then(|i| self.slots.get(i)).map_or(self.open(), |slot| slot.end);
        start..self.start(index).max(start)
    }

    /// Where what is about the slot before this one ends, and what is about this one begins.
    fn border(&self, index: usize) -> usize {
        let range = self.gap(index);
        let gap = Gap::of(self.text, range.clone());
        gap.trail(self.text, gap.comma.map_or(range.start, |c| c + 1), range.end)
    }

    fn insertion(at: usize, text: String) -> Edit {
        Edit { span: Span::new(at, at), text }
    }

    fn deletion(range: Range<usize>) -> Edit {
        Edit { span: Span::new(range.start, range.end), text: String::new() }
    }

    /// The edits that put a member, where there is a key, or an item before the one at `index`.
    pub fn insert(&self, index: usize, key: Option<&str>, value: &Value) -> Vec<Edit> {
        let layout = self.layout(index);
        let mut item = key.map(|key| self.style.key(key)).unwrap_or_default();
        let is_line = layout.is_line || self.is_line(index, value);
        item.push_str(&self.style.written(value, &layout.indent, is_line));
        self.put(index, &layout, item)
    }

    fn layout(&self, index: usize) -> Layout {
        let open = indent(self.text, self.open() - 1);
        let beside = index.min(self.slots.len().saturating_sub(1));
        let is_line = match self.slots.is_empty() {
            true => self.is_in_line,
            false => !self.text[self.gap(beside)].contains('\n'),
        };
        let neighbour = self.slots.iter().map(|slot| slot.start).find(|at| starts_line(self.text, *at));
        let indent = neighbour
            .map_or_else(|| format!("{open}{}", self.style.unit), |at| indent(self.text, at).to_owned());
        Layout { is_line, indent }
    }

    /// Does a value on lines of its own go on one? As the item beside it does.
    fn is_line(&self, index: usize, value: &Value) -> bool {
        let items = self.node.items();
        let beside = index.checked_sub(1).and_then(|i| items.get(i)).or(items.first());
        match beside.filter(|item| is_filled(item)) {
            Some(item) => is_one_line(self.text, item) && self.style.fits(value),
            None => self.style.is_short(value),
        }
    }

    fn put(&self, index: usize, layout: &Layout, item: String) -> Vec<Edit> {
        let Style { eol, comma, .. } = self.style;
        if self.slots.is_empty() {
            return self.fill(layout, &item);
        }
        let before = index.checked_sub(1).and_then(|i| self.slots.get(i));
        if layout.is_line {
            return vec![match before {
                Some(before) => Self::insertion(before.end, format!("{comma}{item}")),
                None => Self::insertion(self.start(0), format!("{item}{comma}")),
            }];
        }
        let line = format!("{eol}{}{item}", layout.indent);
        let at = self.border(index);
        match before {
            Some(before) if Gap::of(self.text, self.gap(index)).comma.is_none() => {
                if at == before.end {
                    return vec![Self::insertion(at, format!(",{line}"))];
                }
                vec![Self::insertion(before.end, ",".to_owned()), Self::insertion(at, line)]
            }
            _ => vec![Self::insertion(at, format!("{line},"))],
        }
    }

    /// The edits that put the first member or item in.
    fn fill(&self, layout: &Layout, item: &str) -> Vec<Edit> {
        let (open, close) = (self.open(), self.close());
        let Style { eol, unit, .. } = self.style;
        let base = indent(self.text, open - 1);
        let gap = Gap::of(self.text, open..close);
        let span = |start| Span::new(start, close);
        let Some(last) = gap.comments.last() else {
            let pad = self.style.pad(self.node.is_object());
            let text = match layout.is_line {
                true => format!("{pad}{item}{pad}"),
                false => format!("{eol}{base}{unit}{item}{eol}{base}"),
            };
            return vec![Edit { span: span(open), text }];
        };
        let text = match layout.is_line && !self.text[last.clone()].starts_with("//") {
            true => format!(" {item}{}", &self.text[last.end..close]),
            false => format!("{eol}{base}{unit}{item}{eol}{base}"),
        };
        vec![Edit { span: span(last.end), text }]
    }

    /// The edits that take a member or item out, and the line it leaves empty.
    pub fn remove(&self, index: usize) -> Vec<Edit> {
        let Some(slot) = self.slots.get(index).cloned() else { return Vec::new() };
        let (before, after) = (self.gap(index), self.gap(index + 1));
        let (gap_before, gap_after) = (Gap::of(self.text, before.clone()), Gap::of(self.text, after.clone()));
        let is_last = index + 1 == self.slots.len();
        if self.slots.len() == 1 && gap_before.comments.is_empty() && gap_after.comments.is_empty() {
            return vec![Self::deletion(self.open()..self.close())];
        }
        let mut edits = Vec::new();
        let mut gone = slot.clone();
        match gap_after.comma {
            Some(comma) if self.is_blank(slot.end..comma) => gone.end = comma + 1,
            Some(comma) => edits.push(Self::deletion(comma..comma + 1)),
            None => {}
        }
        let blanks = |text: &str| text.len() - text.trim_start_matches([' ', '\t']).len();
        let behind = gone.end + blanks(&self.text[gone.end..after.end]);
        let ends_line = self.text[behind..].starts_with(['\n', '\r']);
        let trimmed = self.text[before.start..slot.start].trim_end_matches([' ', '\t']);
        let start = before.start + trimmed.len();
        match (starts_line(self.text, slot.start), ends_line) {
            (true, true) => {
                let line = trimmed.strip_suffix('\n').map(|t| t.strip_suffix('\r').unwrap_or(t));
                gone = before.start + line.unwrap_or(trimmed).len()..behind;
            }
            (false, true) => gone.start = start,
            (true, false) => gone.end = behind,
            (false, false) if is_last => gone.start = start,
            (false, false) => gone.end = behind,
        }
        if let Some(comma) = gap_before.comma.filter(|_| is_last && gap_after.comma.is_none()) {
            if comma < gone.start && self.is_blank(comma + 1..gone.start) {
                gone.start = comma;
                if ends_line && starts_line(self.text, comma) {
                    gone.start = self.text[..comma].trim_end().len();
                }
            } else {
                edits.push(Self::deletion(comma..comma + 1));
            }
        }
        edits.push(Self::deletion(gone));
        edits.sort_by_key(|e| e.span);
        edits
    }

    fn is_blank(&self, range: Range<usize>) -> bool {
        self.text.get(range).is_none_or(|t| t.trim().is_empty())
    }

    /// The edits that move an item: with its comments where each has lines of its own.
    pub fn move_item(&self, from: usize, to: usize) -> Vec<Edit> {
        let (low, high) = (from.min(to), from.max(to));
        let mut order: Vec<usize> = (low..=high).collect();
        let moved = order.remove(from - low);
        order.insert(to - low, moved);
        let leads = |i: &usize| self.text[self.border(*i)..self.start(*i)].contains('\n');
        if !order.iter().all(leads) {
            return self.exchange(low, &order);
        }
        let range = self.border(low)..self.border(high + 1);
        let last = self.slots.len() - 1;
        let ends_in_comma = Gap::of(self.text, self.gap(last + 1)).comma.is_some();
        let mut text = String::new();
        for (place, index) in (low..).zip(&order) {
            let (start, end, slot) = (self.border(*index), self.border(index + 1), &self.slots[*index]);
            let comma = Gap::of(self.text, self.gap(index + 1)).comma;
            text.push_str(&self.text[start..slot.end]);
            match (comma, place != last || ends_in_comma) {
                (Some(comma), false) => {
                    text.push_str(&self.text[slot.end..comma]);
                    text.push_str(&self.text[comma + 1..end]);
                }
                (None, true) => {
                    text.push(',');
                    text.push_str(&self.text[slot.end..end]);
                }
                _ => text.push_str(&self.text[slot.end..end]),
            }
        }
        vec![Edit { span: Span::new(range.start, range.end), text }]
    }

    /// The edits that put the items from `low` on in another order and leave everything between them.
    fn exchange(&self, low: usize, order: &[usize]) -> Vec<Edit> {
        let edits = (low..).zip(order).filter(|(place, index)| place != *index);
        edits
            .map(|(place, index)| {
                let slot = &self.slots[place];
                let text = self.text[self.slots[*index].clone()].to_owned();
                Edit { span: Span::new(slot.start, slot.end), text }
            })
            .collect()
    }
}
