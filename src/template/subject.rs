//! What the sample records of a template are about: columns with a value for each record, and where they are mapped.
//! One entry a subject, one more where the columns of a source are publicly known.

use crate::spec::{ConnectionSpec, FlowSpec, Kind};
use serde_json::{Map, Value, json};

/// A kind of record.
#[derive(Debug)]
pub(super) struct Subject {
    /// What the records are, in the plural.
    pub things: &'static str,
    /// The class of the target schema, below `https://ns.adobe.com/xdm/context/`.
    pub class: &'static str,
    /// The field groups of the target schema, below the same.
    pub groups: &'static [&'static str],
    /// The columns, in order; a name with dots is a path.
    columns: &'static [Column],
    /// The mappings: a source, its destination, and the type of that.
    fields: &'static [(&'static str, &'static str, Type)],
}

/// A column: its name, and its JSON value in each record.
type Column = (&'static str, [&'static str; 2]);

/// The type of a destination.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Type {
    Text,
    Moment,
    Number,
    Integer,
}

use Type::{Integer, Moment, Number, Text};

// In a source, `$name` is a column; a source that is nothing else copies it, one after `=` is a fixed value.

static PEOPLE: Subject = Subject {
    things: "contacts",
    class: "profile",
    groups: &["profile-person-details", "profile-personal-details"],
    columns: &[
        ("id", [r#""c-1001""#, r#""c-1002""#]),
        ("first_name", [r#""Amélie""#, r#""Tunde""#]),
        ("last_name", [r#""Poulain""#, r#""Bakare""#]),
        ("email", [r#""Amelie@Example.fr""#, r#""tunde@example.ng""#]),
        (CHANGED, [r#""2026-01-14 08:15:30""#, r#""2026-01-15 17:40:02""#]),
    ],
    fields: &[
        ("$id", "_id", Text),
        ("$first_name", "person.name.firstName", Text),
        ("$last_name", "person.name.lastName", Text),
        ("concat($first_name, \" \", $last_name)", "person.name.fullName", Text),
        ("lower(trim($email))", "personalEmail.address", Text),
        ("$updated_at", "_repo.modifyDate", Moment),
    ],
};

static ORDERS: Subject = Subject {
    things: "orders",
    class: "experienceevent",
    groups: &["experienceevent-commerce"],
    columns: &[
        ("order_id", [r#""o-5001""#, r#""o-5002""#]),
        ("total", ["89.9", "240"]),
        ("currency", [r#""eur""#, r#""usd""#]),
        (CHANGED, [r#""2026-01-14 08:15:30""#, r#""2026-01-15 17:40:02""#]),
    ],
    fields: &[
        ("$order_id", "_id", Text),
        ("$updated_at", "timestamp", Moment),
        ("=commerce.purchases", "eventType", Text),
        ("$order_id", "commerce.order.purchaseID", Text),
        ("$total", "commerce.order.priceTotal", Number),
        ("upper($currency)", "commerce.order.currencyCode", Text),
    ],
};

static CAMPAIGNS: Subject = Subject {
    things: "campaigns",
    class: "experienceevent",
    groups: &[],
    columns: &[
        ("campaign_id", [r#""77""#, r#""78""#]),
        ("campaign_name", [r#""Winter sale""#, r#""Newsletter""#]),
        ("impressions", ["12000", "800"]),
        ("clicks", ["340", "21"]),
        (CHANGED, [r#""2026-01-14 00:00:00""#, r#""2026-01-14 00:00:00""#]),
    ],
    fields: &[
        ("concat($campaign_id, \"-\", $updated_at)", "_id", Text),
        ("$updated_at", "timestamp", Moment),
        ("$campaign_name", "_{TENANT_ID}.campaign.name", Text),
        ("$impressions", "_{TENANT_ID}.campaign.impressions", Integer),
        ("$clicks", "_{TENANT_ID}.campaign.clicks", Integer),
    ],
};

static VISITS: Subject = Subject {
    things: "page views",
    class: "experienceevent",
    groups: &["experienceevent-web"],
    columns: &[
        ("id", [r#""e-9001""#, r#""e-9002""#]),
        (CHANGED, [r#""2026-01-14 08:15:30""#, r#""2026-01-14 08:15:41""#]),
        ("page.url", [r#""https://www.example.com/""#, r#""https://www.example.com/prices""#]),
        ("page.title", [r#"" Home ""#, r#""Prices""#]),
    ],
    fields: &[
        ("$id", "_id", Text),
        ("$updated_at", "timestamp", Moment),
        ("=web.webpagedetails.pageViews", "eventType", Text),
        ("$page.url", "web.webPageDetails.URL", Text),
        ("trim($page.title)", "web.webPageDetails.name", Text),
    ],
};

static POINTS: Subject = Subject {
    things: "loyalty events",
    class: "experienceevent",
    groups: &[],
    columns: &[
        ("id", [r#""l-301""#, r#""l-302""#]),
        (CHANGED, [r#""2026-01-14 08:15:30""#, r#""2026-01-15 17:40:02""#]),
        ("event", [r#""Points_Earned""#, r#""Points_Spent""#]),
        ("member.id", [r#""m-12""#, r#""m-12""#]),
        ("member.points", ["120", "-40"]),
    ],
    fields: &[
        ("$id", "_id", Text),
        ("$updated_at", "timestamp", Moment),
        ("lower($event)", "eventType", Text),
        ("$member.id", "_{TENANT_ID}.loyalty.memberId", Text),
        ("$member.points", "_{TENANT_ID}.loyalty.points", Integer),
    ],
};

static CHATS: Subject = Subject {
    things: "chat messages",
    class: "experienceevent",
    groups: &[],
    columns: &[
        ("id", [r#""msg-1001""#, r#""msg-1002""#]),
        ("slackChannelName", [r#""support""#, r#""support""#]),
        ("message", [r#""Is there a student price?""#, r#""It says \"card declined\"""#]),
        (
            "visitor.UUID",
            [r#""8a0f2f4e-9f2f-4d6f-9a55-1d1b8f0f2a11""#, r#""8a0f2f4e-9f2f-4d6f-9a55-1d1b8f0f2a11""#],
        ),
        ("visitor.email", [r#""Lee@example.com""#, r#""lee@example.com""#]),
    ],
    fields: &[
        ("$id", "_id", Text),
        // Chatlio sends no time of its own.
        ("now()", "timestamp", Moment),
        ("$slackChannelName", "_{TENANT_ID}.chatlio.channel", Text),
        ("$message", "_{TENANT_ID}.chatlio.message", Text),
        ("$visitor.UUID", "_{TENANT_ID}.chatlio.visitorId", Text),
        ("lower($visitor.email)", "_{TENANT_ID}.chatlio.email", Text),
    ],
};

static MESSAGES: Subject = Subject {
    things: "message events",
    class: "experienceevent",
    groups: &[],
    columns: &[
        ("event_id", [r#""01E4C4CT6YDC7Y5M7FE1GWWPQJ""#, r#""01E4C4C6P79C12J5A6KPE6XNFD""#]),
        ("object_type", [r#""email""#, r#""email""#]),
        ("metric", [r#""delivered""#, r#""opened""#]),
        ("timestamp", ["1768378530", "1768378592"]),
        ("data.identifiers.cio_id", [r#""d9c106000001""#, r#""d9c106000001""#]),
        ("data.identifiers.email", [r#""Lee@example.com""#, r#""lee@example.com""#]),
    ],
    fields: &[
        ("$event_id", "_id", Text),
        // Seconds since 1970; `dformat` takes milliseconds, and a field called like a function is `${field}`.
        ("dformat(${$timestamp} * 1000, \"yyyy-MM-dd'T'HH:mm:ssX\")", "timestamp", Moment),
        ("concat($object_type, \".\", $metric)", "eventType", Text),
        ("$data.identifiers.cio_id", "_{TENANT_ID}.customerio.id", Text),
        ("lower($data.identifiers.email)", "_{TENANT_ID}.customerio.email", Text),
    ],
};

/// The column with the time of the last change.
const CHANGED: &str = "updated_at";

/// What is publicly known of the records of one source.
#[derive(Debug)]
struct Known {
    /// Its connection spec.
    spec: &'static str,
    /// Its subject.
    subject: &'static Subject,
    /// The table that has these records.
    table: Option<&'static str>,
    /// What it calls the columns of the subject, where otherwise.
    names: &'static [(&'static str, &'static str)],
}

const SALESFORCE: &[(&str, &str)] = &[
    ("id", "Id"),
    ("first_name", "FirstName"),
    ("last_name", "LastName"),
    ("email", "Email"),
    (CHANGED, "LastModifiedDate"),
];

static KNOWN: &[Known] = &[
    Known {
        spec: "cfc0fee1-7dc0-40ef-b73e-d8b134c436f5", // Salesforce
        subject: &PEOPLE,
        table: Some("Contact"),
        names: SALESFORCE,
    },
    Known {
        spec: "cb66ab34-8619-49cb-96d1-39b37ede86ea", // Salesforce Service Cloud
        subject: &PEOPLE,
        table: Some("Contact"),
        names: SALESFORCE,
    },
    Known {
        spec: "38ad80fe-8b06-4938-94f4-d4ee80266b07", // Microsoft Dynamics
        subject: &PEOPLE,
        table: Some("contact"),
        names: &[
            ("id", "contactid"),
            ("first_name", "firstname"),
            ("last_name", "lastname"),
            ("email", "emailaddress1"),
            (CHANGED, "modifiedon"),
        ],
    },
    Known {
        spec: "cc6a4487-9e91-433e-a3a3-9cf6626c1806", // HubSpot
        subject: &PEOPLE,
        table: Some("Hubspot.Contacts"),
        names: &[
            ("id", "Vid"),
            ("first_name", "Properties_Firstname_Value"),
            ("last_name", "Properties_Lastname_Value"),
            ("email", "Properties_Email_Value"),
            (CHANGED, "Properties_Lastmodifieddate_Value"),
        ],
    },
    Known {
        spec: "eb13cb25-47ab-407f-ba89-c0125281c563", // ServiceNow
        subject: &PEOPLE,
        table: Some("sys_user"),
        names: &[("id", "sys_id"), (CHANGED, "sys_updated_on")],
    },
    Known {
        spec: "4f63aa36-bd48-4e33-bb83-49fbcd11c708", // Shopify
        subject: &ORDERS,
        table: Some("Shopify.Orders"),
        names: &[],
    },
    Known {
        spec: "c8ce8c8c-37fb-4162-9fbf-c2f181e04a7a", // Mailchimp Campaign
        subject: &CAMPAIGNS,
        table: None,
        names: &[],
    },
    Known {
        spec: "d8ee38de-7ae9-4058-9610-c79ce75f8e92", // SAP Commerce: customers and contacts
        subject: &PEOPLE,
        table: None,
        names: &[],
    },
    Known {
        spec: "073127a3-26e3-496c-9d94-9f48fb93fba8", // Chatlio
        subject: &CHATS,
        table: None,
        names: &[],
    },
    Known {
        spec: "96479064-7b8a-4d69-b9ed-21c5683837ea", // Customer.io
        subject: &MESSAGES,
        table: None,
        names: &[],
    },
];

/// The records of one template.
#[derive(Clone, Copy, Debug)]
pub(super) struct Records {
    /// What they are about.
    pub subject: &'static Subject,
    /// The table that has them, where known.
    pub table: Option<&'static str>,
    names: &'static [(&'static str, &'static str)],
    /// Moments are written as databases do, not as ISO 8601 has it.
    are_rows: bool,
    /// Records come one by one, as they happen.
    are_events: bool,
}

impl Records {
    /// What fits a source.
    pub fn of(spec: &ConnectionSpec, flow_spec: &FlowSpec) -> Records {
        let are_rows = super::copies(flow_spec) && !spec.delta_format.contains('T');
        let are_events = flow_spec.is_streaming();
        if let Some(known) = KNOWN.iter().find(|k| k.spec == spec.id) {
            let Known { subject, table, names, .. } = *known;
            return Records { subject, table, names, are_rows, are_events };
        }
        let subject = match spec.category {
            "ecommerce" | "payments" => &ORDERS,
            "advertising" => &CAMPAIGNS,
            "analytics" => &VISITS,
            "loyalty" => &POINTS,
            _ if spec.kind != Kind::Streaming => &PEOPLE,
            // A table that streams has no values in values.
            _ if spec.required_params.contains(&"tableName") => &ORDERS,
            _ => &VISITS,
        };
        Records { subject, table: None, names: &[], are_rows, are_events }
    }

    /// Does a mapping go to fields of the tenant's own?
    pub fn has_own_fields(&self) -> bool {
        self.subject.fields.iter().any(|(_, destination, _)| destination.starts_with("_{"))
    }

    /// The column with the time of the last change.
    pub fn changed(&self) -> &'static str {
        self.name(CHANGED)
    }

    /// The columns, in order, and whether they hold moments.
    pub fn columns(&self) -> impl Iterator<Item = (&'static str, bool)> {
        self.subject.columns.iter().map(|(name, _)| (self.name(name), *name == CHANGED))
    }

    fn name(&self, column: &'static str) -> &'static str {
        match self.names.iter().find(|(ours, _)| *ours == column) {
            Some((_, theirs)) => theirs,
            None if self.are_events && column == CHANGED => "occurred_at",
            None => column,
        }
    }

    /// The records themselves.
    pub fn values(&self) -> Vec<Value> {
        (0..2).map(|i| self.value(i)).collect()
    }

    fn value(&self, record: usize) -> Value {
        let mut root = Map::new();
        for (column, values) in self.subject.columns {
            let mut value = serde_json::from_str(values[record]).unwrap_or_default();
            if let (true, false, Value::String(moment)) = (*column == CHANGED, self.are_rows, &mut value) {
                *moment = moment.replace(' ', "T") + "Z";
            }
            put(&mut root, self.name(column), value);
        }
        Value::Object(root)
    }

    /// The column that alone is mapped to a destination, and what is made of it: `$` stands for the column.
    pub fn known(&self, destination: &str) -> Option<(&'static str, String)> {
        let (source, ..) = self.subject.fields.iter().find(|(_, to, _)| *to == destination)?;
        let mut columns = self
            .subject
            .columns
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| source.contains(&format!("${name}")));
        let column = columns.next().filter(|_| columns.next().is_none())?;
        Some((self.name(column), source.replace(&format!("${column}"), "$")))
    }

    /// The mappings of a mapping set.
    pub fn mappings(&self) -> Vec<Value> {
        let mapping = |(source, destination, to): &(&str, &str, Type)| {
            let (source_type, source) = self.source(source, *to);
            json!({ "sourceType": source_type, "source": source, "destination": destination })
        };
        self.subject.fields.iter().map(mapping).collect()
    }

    fn source(&self, source: &str, to: Type) -> (&'static str, String) {
        if let Some(fixed) = source.strip_prefix('=') {
            return ("STATIC", fixed.to_owned());
        }
        let mut written = source.to_owned();
        for (column, _) in self.subject.columns {
            written = written.replace(&format!("${column}"), self.name(column));
        }
        match source.strip_prefix('$').filter(|rest| self.subject.columns.iter().any(|(c, _)| c == rest)) {
            None => ("EXPRESSION", written),
            Some(_) if to == Moment && self.are_rows => {
                ("EXPRESSION", format!("date({written}, \"yyyy-MM-dd HH:mm:ss\")"))
            }
            Some(_) => ("ATTRIBUTE", written),
        }
    }

    /// The target schema with the fields that are mapped, as the preview needs it.
    pub fn schema(&self) -> Value {
        let mut root = Map::new();
        for (_, destination, to) in self.subject.fields {
            let leaf = match to {
                Text => json!({ "type": "string" }),
                Moment => json!({ "type": "string", "format": "date-time" }),
                Number => json!({ "type": "number" }),
                Integer => json!({ "type": "integer" }),
            };
            put(&mut root, destination, leaf);
        }
        let required: &[&str] =
            if self.subject.class == "profile" { &["_id"] } else { &["_id", "timestamp"] };
        json!({ "type": "object", "properties": nested(&root), "required": required })
    }
}

/// Sets what a dotted path leads to.
fn put(root: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('.') {
        None => _ = root.insert(path.to_owned(), value),
        Some((first, rest)) => {
            let inner = root.entry(first).or_insert_with(|| json!({}));
            if let Value::Object(inner) = inner {
                put(inner, rest, value);
            }
        }
    }
}

/// The fields with the objects that hold them as schemas.
fn nested(fields: &Map<String, Value>) -> Value {
    let field = |(name, value): (&String, &Value)| match value {
        // A leaf names its type; no field of ours is called so.
        Value::Object(inner) if !inner.contains_key("type") => {
            (name.clone(), json!({ "type": "object", "properties": nested(inner) }))
        }
        leaf => (name.clone(), leaf.clone()),
    };
    Value::Object(fields.iter().map(field).collect())
}
