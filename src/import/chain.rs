//! Which of several bodies for one step belongs to the dataflow.
//!
//! A tutorial shows alternatives, a shell history attempts. The flow is the end of the chain: what it refers to
//! decides on the connections and the mapping set, what these refer to on the rest. Where nothing refers to any of
//! them, the first of a page counts, the last of a shell.

use super::gather::Candidate;
use super::ids;
use super::notes::Notes;
use crate::diagnostic::Severity;
use crate::json::Node;
use crate::steps::{STEPS, Step};

/// Of a step that has more bodies than these, not each is told.
const MOST_TOLD: usize = 20;

/// A text with more bodies than these is a log: what its answers show is looked up for the later steps only.
const MOST_BODIES: usize = 1000;

/// One body for each step, in the order they are sent.
pub(super) fn choose(candidates: Vec<Candidate>, notes: &mut Notes) -> Vec<Candidate> {
    let chosen = indexes(&candidates);
    for (index, why) in &chosen {
        let taken = &candidates[*index];
        let others = candidates.iter().enumerate().filter(|(i, c)| i != index && c.step.id == taken.step.id);
        let others = others.filter(|(_, c)| c.json.root.to_value() != taken.json.root.to_value());
        let title = taken.step.title;
        let others: Vec<_> = others.map(|(_, c)| c).collect();
        for (n, other) in others.iter().take(MOST_TOLD).enumerate() {
            let message = match others.len().saturating_sub(MOST_TOLD) {
                more @ 1.. if n + 1 == MOST_TOLD => {
                    format!(
                        "another {title} is taken for the dataflow; this one and {more} more are left out"
                    )
                }
                _ => format!("another {title} is taken for the dataflow; this one is left out"),
            };
            notes
                .say("alternative-left-out", Severity::Info, other.place, message)
                .step(taken.step)
                .related(taken.place, format!("the {title} that is taken{why}"));
        }
    }
    let mut keep: Vec<bool> = vec![false; candidates.len()];
    for (index, _) in chosen {
        keep[index] = true;
    }
    let mut kept: Vec<Candidate> =
        candidates.into_iter().zip(keep).filter_map(|(candidate, kept)| kept.then_some(candidate)).collect();
    kept.sort_by_key(|c| c.step.id);
    kept
}

/// The chosen ones, the last step first, and why each was chosen.
fn indexes(candidates: &[Candidate]) -> Vec<(usize, &'static str)> {
    let mut chosen: Vec<(usize, &'static str)> = Vec::new();
    for step in STEPS.iter().rev().filter(|s| s.schema.is_some()) {
        let rated = candidates.iter().enumerate().filter(|(_, c)| c.step.id == step.id).map(|(i, c)| {
            let later: Vec<&Candidate> = chosen.iter().map(|(i, _)| &candidates[*i]).collect();
            (rate(c, &later, candidates), i)
        });
        let best = rated.reduce(|best, next| {
            let later_wins = candidates[next.1].last_counts;
            if next.0 > best.0 || (next.0 == best.0 && later_wins) { next } else { best }
        });
        if let Some((rating, index)) = best {
            chosen.push((index, rating.why(candidates[index].last_counts)));
        }
    }
    chosen
}

/// How surely a body belongs to the chain.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rating {
    /// Places in later bodies that hold its id, less those that hold another.
    used: i64,
    /// Places in it that hold an id which an answer shows.
    follows: usize,
    /// It is for the source that later bodies are for.
    fits: bool,
}

impl Rating {
    fn why(self, last_counts: bool) -> &'static str {
        match self {
            Rating { used: 1.., .. } => ": later steps use its id",
            Rating { follows: 1.., .. } => ": it uses the ids that answers show",
            Rating { fits: true, .. } => ": it is for the source of the later steps",
            _ if last_counts => ": the last one",
            _ => ": the first one",
        }
    }
}

fn rate(candidate: &Candidate, later: &[&Candidate], all: &[Candidate]) -> Rating {
    let id = candidate.step.captures.first().and_then(|(name, _)| Some((*name, candidate.gives(name)?)));
    let mut used = 0;
    if let Some((name, id)) = id {
        for text in later.iter().flat_map(|c| wanted(c.step, &c.json.root)).filter(|w| w.0 == name) {
            used += if ids::same(text.1, id) { 1 } else { -1 };
        }
    }
    let is_shown = |(name, text): &(&str, &str)| {
        all.iter().any(|c| c.gives(name).is_some_and(|given| ids::same(text, given)))
    };
    let refers = || wanted(candidate.step, &candidate.json.root).iter().filter(|w| is_shown(w)).count();
    let follows = if all.len() > MOST_BODIES { 0 } else { refers() };
    let spec = |c: &Candidate| c.json.root.at("/connectionSpec/id").and_then(Node::as_str).map(str::to_owned);
    let of_source = spec(candidate).filter(|id| id != crate::spec::DATA_LAKE);
    let fits = of_source.is_some() && later.iter().any(|c| spec(c) == of_source);
    Rating { used, follows, fits }
}

/// The texts of a body that stand where earlier results belong.
fn wanted<'n>(step: &Step, body: &'n Node) -> Vec<(&'static str, &'n str)> {
    let places = step.needs.iter().flat_map(|need| {
        need.places(body).into_iter().filter_map(|(_, node)| Some((need.capture, node.as_str()?)))
    });
    places.collect()
}
