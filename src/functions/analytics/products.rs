//! Products strings and the events in them.

/// An event: `name[=value][:id]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Event<'t> {
    pub(super) value: Option<&'t str>,
    pub(super) id: Option<&'t str>,
}

impl<'t> Event<'t> {
    /// The first event of that name.
    pub(super) fn find(text: &'t str, separator: char, name: &str) -> Option<Event<'t>> {
        text.split(separator).find_map(|event| {
            let (event, id) = cut(event.trim(), ':');
            let (found, value) = cut(event, '=');
            (found.trim() == name.trim()).then_some(Event { value, id })
        })
    }
}

/// One field of every product, from 0; none where it is empty or not there.
pub(super) fn fields(products: &str, number: usize) -> impl Iterator<Item = Option<&str>> {
    let products = products.split(',').filter(move |_| !products.trim().is_empty());
    products.map(move |p| p.split(';').nth(number).map(str::trim).filter(|f| !f.is_empty()))
}

fn cut(text: &str, at: char) -> (&str, Option<&str>) {
    match text.split_once(at) {
        Some((before, after)) => (before, Some(after.trim()).filter(|a| !a.is_empty())),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events() {
        let text = "event1, event2=3 ,event3:id9,event4=:,event5=2.5:s:t";
        let event = |name| Event::find(text, ',', name).map(|e| (e.value, e.id));
        assert_eq!(event("event1"), Some((None, None)));
        assert_eq!(event("event2"), Some((Some("3"), None)));
        assert_eq!(event("event3"), Some((None, Some("id9"))));
        assert_eq!(event("event4"), Some((None, None)));
        assert_eq!(event("event5"), Some((Some("2.5"), Some("s:t"))));
        assert_eq!(event("event"), None);
    }

    #[test]
    fn fields_of_products() {
        let names = |text| fields(text, 1).collect::<Vec<_>>();
        assert_eq!(names(";A;1,;B"), [Some("A"), Some("B")]);
        assert_eq!(names(";A,,x"), [Some("A"), None, None]);
        assert_eq!(names(""), []);
    }
}
