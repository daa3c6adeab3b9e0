//! How the text of a template is put together: skeletons with holes, comments that fit the page, JSON on as few lines
//! as it reads well on. It knows no step and no source.

use serde_json::Value;

/// The widest line, as long as nothing forces a wider one.
const WIDTH: usize = 112;

/// A skeleton with its holes (`<<name>>`) filled; a hole that stands alone takes its line with it when it is empty.
pub(super) fn fill(skeleton: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::new();
    for line in skeleton.lines() {
        let mut filled = line.to_owned();
        for (name, value) in values {
            filled = filled.replace(&format!("<<{name}>>"), value);
        }
        if filled.trim().is_empty() {
            continue;
        }
        out.push_str(&filled);
        if !filled.ends_with('\n') {
            out.push('\n');
        }
    }
    out
}

/// A comment on as many lines as it needs.
pub(super) fn comment(indent: usize, text: &str) -> String {
    let mut out = String::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && indent + 3 + line.chars().count() + 1 + word.chars().count() > WIDTH {
            out.push_str(&format!("{:indent$}// {line}\n", ""));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        out.push_str(&format!("{:indent$}// {line}\n", ""));
    }
    out
}

/// JSON as people write it: on one line where it fits, else a line for each member. `before` is what stands on the
/// first line already.
pub(super) fn json(value: &Value, indent: usize, before: usize) -> String {
    let flat = flat(value);
    if indent + before + flat.chars().count() < WIDTH {
        return flat;
    }
    let inner = indent + 2;
    let (open, close, items): (_, _, Vec<String>) = match value {
        Value::Object(members) => {
            let member = |(key, value): (&String, &Value)| {
                let key = format!("{}: ", Value::from(key.as_str()));
                format!("{key}{}", json(value, inner, key.chars().count()))
            };
            ('{', '}', members.iter().map(member).collect())
        }
        Value::Array(items) => ('[', ']', items.iter().map(|item| json(item, inner, 0)).collect()),
        _ => return flat,
    };
    let items: Vec<String> = items.iter().map(|item| format!("{:inner$}{item}", "")).collect();
    format!("{open}\n{}\n{:indent$}{close}", items.join(",\n"), "")
}

fn flat(value: &Value) -> String {
    match value {
        Value::Object(members) if !members.is_empty() => {
            let member =
                |(key, value): (&String, &Value)| format!("{}: {}", Value::from(key.as_str()), flat(value));
            format!("{{ {} }}", members.iter().map(member).collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(flat).collect::<Vec<_>>().join(", ")),
        value => value.to_string(),
    }
}

/// Each value on lines of its own, with commas between.
pub(super) fn lines(values: &[Value], indent: usize) -> String {
    let items: Vec<String> = values.iter().map(|v| format!("{:indent$}{}", "", json(v, indent, 0))).collect();
    items.join(",\n")
}

/// `amazon-s3`, of `Amazon S3`.
pub(super) fn kebab(title: &str) -> String {
    let words = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}

/// The placeholder of a key of a source: `{AMAZON_S3_ACCESS_KEY}`, of `amazon-s3` and `s3AccessKey`.
pub(super) fn placeholder(source: &str, key: &str) -> String {
    let mut words: Vec<String> = source.split('-').map(str::to_ascii_uppercase).collect();
    let mut word = String::new();
    let mut own = Vec::new();
    let mut was_lower = false;
    for c in key.chars() {
        if c.is_ascii_uppercase() && was_lower {
            own.push(std::mem::take(&mut word));
        }
        was_lower = c.is_ascii_lowercase() || c.is_ascii_digit();
        word.push(c.to_ascii_uppercase());
    }
    own.push(word);
    // What the source is called need not be said twice.
    if let Some(said) = (1..=words.len()).rev().find(|n| own.starts_with(&words[words.len() - n..])) {
        words.truncate(words.len() - said);
    }
    words.append(&mut own);
    format!("{{{}}}", words.join("_"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn placeholders_say_whose_and_what() {
        assert_eq!(placeholder("amazon-s3", "s3AccessKey"), "{AMAZON_S3_ACCESS_KEY}");
        assert_eq!(placeholder("google-ads", "clientCustomerID"), "{GOOGLE_ADS_CLIENT_CUSTOMER_ID}");
        assert_eq!(placeholder("google-ads", "googleAdsApiVersion"), "{GOOGLE_ADS_API_VERSION}");
        assert_eq!(placeholder("mysql", "connectionString"), "{MYSQL_CONNECTION_STRING}");
        assert_eq!(kebab("SugarCRM Accounts & Contacts"), "sugarcrm-accounts-contacts");
        assert_eq!(kebab("Customer.io"), "customer-io");
    }

    #[test]
    fn json_breaks_where_it_must() {
        let value = json!({"a": {"b": [1, {"c": "d"}]}, "e": {}});
        assert_eq!(json(&value, 0, 0), r#"{ "a": { "b": [1, { "c": "d" }] }, "e": {} }"#);
        let broken = json(&value, 80, 0);
        assert!(broken.starts_with("{\n") && broken.lines().count() == 6, "{broken}");
    }

    #[test]
    fn empty_holes_leave_no_line() {
        assert_eq!(fill("a <<x>>\n  <<y>>\nb", &[("x", "1"), ("y", "")]), "a 1\nb\n");
        assert!(
            comment(4, &"word ".repeat(60)).lines().all(|l| l.starts_with("    // word") && l.len() <= WIDTH)
        );
    }
}
