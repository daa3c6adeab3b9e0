//! Which known name a wrong one most likely means.

/// The candidate that `name` is a slip for: the same but for case, or one or two letters off.
#[must_use]
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if candidate == name {
            continue;
        }
        let distance = strsim::osa_distance(&lower, &candidate.to_lowercase());
        let allowed = match candidate.chars().count().min(lower.chars().count()) {
            0..4 => 0,
            4..8 => 1,
            _ => 2,
        };
        if distance <= allowed && best.is_none_or(|(d, _)| distance < d) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_are_near_and_other_words_are_not() {
        let known = ["sourceConnectionIds", "name", "id", "minute"];
        assert_eq!(nearest("sourceConnectionId", known), Some("sourceConnectionIds"));
        assert_eq!(nearest("Name", known), Some("name"));
        assert_eq!(nearest("minutes", known), Some("minute"));
        assert_eq!(nearest("ID", known), Some("id"));
        assert_eq!(nearest("ie", known), None);
        assert_eq!(nearest("month", known), None);
        assert_eq!(nearest("name", known), None);
    }
}
