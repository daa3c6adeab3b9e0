//! Patterns that compile and mean something else than their author probably meant: `YYYY-MM-DD`, `hh:mm` without `a`.
//!
//! A doubt is no fault. What is common and right, such as `SSSSSS` or `uuuu-MM-dd`, raises none.

use super::pattern::{DatePattern, Part};

/// A place where a pattern probably means something else than its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternDoubt {
    /// First byte in the pattern.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it means, in a sentence.
    pub message: String,
    /// What was probably meant, to be put in its place.
    pub instead: Option<String>,
}

/// A run of one letter.
struct Group<'t> {
    letter: char,
    count: usize,
    start: usize,
    end: usize,
    /// What stands between it and the group before.
    gap: &'t str,
}

impl DatePattern {
    /// The places that probably mean something else than was meant, in their order.
    #[must_use]
    pub fn doubts(&self) -> Vec<PatternDoubt> {
        let groups = self.groups();
        (0..groups.len()).filter_map(|at| doubt(&groups, at)).collect()
    }

    /// `u` is the number of the weekday in Adobe's table, and `S` the millisecond: where that makes a difference. `uuuu` is
    /// plainly a year, and `SSS`, `SSSSSS` are plainly fractions.
    pub(super) fn has_disputed_letters(&self) -> bool {
        self.groups().iter().any(|group| match group.letter {
            'u' => group.count == 1,
            'S' => !matches!(group.count, 3 | 6 | 9),
            _ => false,
        })
    }

    fn groups(&self) -> Vec<Group<'_>> {
        let mut groups = Vec::new();
        let mut before = 0;
        for piece in &self.pieces {
            if matches!(piece.part, Part::Char(_) | Part::Literal(_) | Part::Open(_) | Part::Close) {
                continue;
            }
            let start = piece.start + piece.pad;
            let written = self.source.get(start..piece.end).unwrap_or_default();
            let gap = self.source.get(before..piece.start).unwrap_or_default();
            if let Some(letter) = written.chars().next() {
                groups.push(Group { letter, count: written.len(), start, end: piece.end, gap });
            }
            before = piece.end;
        }
        groups
    }
}

fn doubt(groups: &[Group<'_>], at: usize) -> Option<PatternDoubt> {
    let group = &groups[at];
    let has = |letters: &str| groups.iter().any(|other| letters.contains(other.letter));
    let before = at.checked_sub(1).and_then(|at| groups.get(at));
    let is =
        |neighbour: Option<&Group<'_>>, letters: &str| neighbour.is_some_and(|n| letters.contains(n.letter));
    let has_minute_for_month =
        (0..groups.len()).any(|at| groups[at].letter == 'm' && is_date_place(groups, at));
    let written = group.letter.to_string().repeat(group.count);
    let (meaning, instead) = match group.letter {
        'Y' if !has("w") => (
            "is the year of the week: the last days of December may show the next year".to_owned(),
            Some(('y', group.count)),
        ),
        'y' if has("w") && !has("YMLdD") => (
            "is the year of the date: beside a week the year of the week is needed, or the first and last days of a year come out wrong".to_owned(),
            Some(('Y', group.count)),
        ),
        'D' if (has("ML") || group.count == 2 && has_minute_for_month) && !has("d") => {
            ("is the day of the year, from 1 to 366".to_owned(), Some(('d', group.count.min(2))))
        }
        'm' if !has("MLw") && (has("d") || groups.iter().any(|g| g.letter == 'D' && g.count == 2)) && is_date_place(groups, at) => {
            ("is the minute".to_owned(), Some(('M', group.count)))
        }
        'M' if group.count <= 2 && is(before, "HhkK") && matches!(group.gap, ":" | "." | "") && !has("m") => {
            ("is the month".to_owned(), Some(('m', group.count)))
        }
        'S' if group.count <= 2 && is(before, "m") && group.gap == ":" && !has("s") => {
            ("is the fraction of the second".to_owned(), Some(('s', group.count)))
        }
        'S' if !matches!(group.count, 3 | 6 | 9) => (
            format!(
                "is exactly {} of the second's fraction; Adobe's table calls S the millisecond, which is SSS",
                if group.count == 1 { "one digit".to_owned() } else { format!("{} digits", group.count) }
            ),
            Some(('S', 3)),
        ),
        'h' | 'K' if !has("aB") => (
            "is an hour of half a day: without a (AM or PM) morning and afternoon are the same, and such a text is read as midnight".to_owned(),
            Some(('H', group.count)),
        ),
        'H' | 'k' if has("a") && !has("hK") => (
            "is an hour of the whole day: with a, afternoon hours such as 03 PM cannot be read".to_owned(),
            Some(('h', group.count)),
        ),
        'k' => ("counts hours from 1 to 24: midnight is 24".to_owned(), Some(('H', group.count))),
        'A' if has("hK") && !has("aB") => ("is the millisecond of the day, not AM or PM".to_owned(), Some(('a', 1))),
        'u' if group.count == 1 && (has("yY") || !has("MLwdD")) => {
            ("is the year; Adobe's table calls it the number of the weekday, which is e, counted from Sunday".to_owned(), None)
        }
        _ => return None,
    };
    Some(PatternDoubt {
        start: group.start,
        end: group.end,
        message: format!("`{written}` {meaning}"),
        instead: instead.map(|(letter, count)| letter.to_string().repeat(count)),
    })
}

/// Does a group stand among year and day, away from the time?
fn is_date_place(groups: &[Group<'_>], at: usize) -> bool {
    let near = |at: Option<usize>| at.and_then(|at| groups.get(at)).map(|group| group.letter);
    let around = [near(at.checked_sub(1)), near(Some(at + 1))];
    let beside = |letters: &str| around.iter().flatten().any(|letter| letters.contains(*letter));
    beside("yudD") && !beside("HhkKs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_that_read_wrongly_are_doubted() {
        for (pattern, doubts) in [
            ("YYYY-MM-DD", &["YYYY>yyyy", "DD>dd"][..]),
            ("YYYY-MM-dd", &["YYYY>yyyy"]),
            ("yyyy-mm-dd", &["mm>MM"]),
            ("dd/mm/yyyy HH:mm", &["mm>MM"]),
            ("yyyy-MM-dd HH:MM:ss", &["MM>mm"]),
            ("yyyyMMddHHMMss", &["MM>mm"]),
            ("yyyy-MM-dd hh:mm:ss", &["hh>HH"]),
            ("yyyy-MM-dd HH:mm a", &["HH>hh"]),
            ("yyyy-MM-dd HH:mm:SS", &["SS>ss"]),
            ("yyyy-MM-dd HH:mm:ss.SSSS", &["SSSS>SSS"]),
            ("yyyy-MM-dd kk:mm", &["kk>HH"]),
            ("yyyy-MM-dd hh:mm A", &["hh>HH", "A>a"]),
            ("yyyy-'W'ww", &["yyyy>YYYY"]),
            ("yyyy-MM-dd u", &["u>"]),
            ("u", &["u>"]),
            ("YYYY-mm-DD hh:mm", &["YYYY>yyyy", "mm>MM", "DD>dd", "hh>HH"]),
        ] {
            let found = DatePattern::new(pattern).unwrap().doubts();
            let found: Vec<String> = found
                .iter()
                .map(|d| format!("{}>{}", &pattern[d.start..d.end], d.instead.as_deref().unwrap_or_default()))
                .collect();
            assert_eq!(found, doubts, "{pattern}");
        }
    }

    #[test]
    fn right_patterns_are_not() {
        for pattern in [
            "yyyy-MM-dd'T'HH:mm:ss.SSSX",
            "uuuu-MM-dd HH:mm:ss.SSSSSS",
            "MM/dd/yyyy hh:mm:ss a",
            "YYYY-'W'ww-e",
            "yyyy-DDD",
            "yyyyDDD",
            "EEE, d MMM yyyy HH:mm:ss Z",
            "HH:mm",
            "mm:ss",
            "yyyy-MM-dd h B",
            "yyyyMMddHHmmssSSS",
            "yyyy-MM-dd w",
            "d.M.yy",
        ] {
            assert_eq!(DatePattern::new(pattern).unwrap().doubts(), [], "{pattern}");
        }
    }
}
