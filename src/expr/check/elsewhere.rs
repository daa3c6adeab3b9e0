//! What functions are called in other languages: SQL, spreadsheets, JavaScript, Java, Liquid.

/// A name of elsewhere and what the Data Prep language has for it.
pub(super) struct Elsewhere {
    /// The names, in lower case and without underscores.
    names: &'static [&'static str],
    /// The function here; empty when there is none.
    pub(super) function: &'static str,
    /// What to know of it; empty when it takes the same arguments in the same order, and the name can be replaced.
    pub(super) note: &'static str,
}

const fn same(names: &'static [&'static str], function: &'static str) -> Elsewhere {
    Elsewhere { names, function, note: "" }
}

const fn other(names: &'static [&'static str], function: &'static str, note: &'static str) -> Elsewhere {
    Elsewhere { names, function, note }
}

static TABLE: &[Elsewhere] = &[
    other(
        &["substring", "substringof", "mid", "slice"],
        "substr",
        "`substr(INPUT, START_INDEX, LENGTH)` counts from 0 and takes a length; the method `.substring(START, END)` takes an end",
    ),
    same(&["if", "ifelse", "ifthenelse", "cond", "when"], "iif"),
    same(&["ifnull", "nvl", "coalescenull", "firstnonnull", "firstnotnull", "isnullor"], "coalesce"),
    other(&["nvl2"], "iif", "`iif(x != null, a, b)`"),
    same(&["uppercase", "touppercase", "toupper", "upcase"], "upper"),
    same(&["lowercase", "tolowercase", "tolower", "downcase"], "lower"),
    same(&["strip", "btrim"], "trim"),
    same(&["lstrip", "trimleft", "trimstart", "lefttrim"], "ltrim"),
    same(&["rstrip", "trimright", "trimend", "righttrim"], "rtrim"),
    same(&["leftpad", "padleft", "padstart"], "lpad"),
    same(&["rightpad", "padright", "padend"], "rpad"),
    other(
        &["len", "length", "strlen", "charlength"],
        "size_of",
        "a text has the method `.length()`; `size_of(ARRAY)` counts the elements of an array",
    ),
    same(&["count", "arraylength", "arraysize", "cardinality"], "size_of"),
    same(&["replace", "replaceall", "strreplace", "substitute"], "replacestr"),
    other(
        &["regexpreplace", "regexreplace", "replaceregex", "pregreplace"],
        "",
        "a text has the methods `.replaceAll(REGEX, REPLACEMENT)` and `.replaceFirst(REGEX, REPLACEMENT)`",
    ),
    same(&["regexpextract", "regexextract", "regexpsubstr", "regexpmatch"], "extract_regex"),
    same(&["regexplike", "regexpmatches", "regexmatch", "regexmatches", "matches", "rlike"], "matches_regex"),
    same(
        &[
            "todate",
            "parsedate",
            "strtodate",
            "parsedatetime",
            "todatetime",
            "totimestamp",
            "strptime",
            "datetime",
        ],
        "date",
    ),
    same(&["dateformat", "formatdate", "formatdatetime", "strftime", "datetostring", "tochar"], "format"),
    other(
        &["fromunixtime", "epochtodate", "formattimestamp", "fromtimestamp"],
        "dformat",
        "`dformat(TIMESTAMP, FORMAT)` takes milliseconds",
    ),
    other(&["extract", "datetrunc"], "date_part", "`date_part(\"year\", DATE)` takes a part of a date"),
    other(
        &["year", "month", "day", "hour", "minute", "second", "week", "quarter"],
        "date_part",
        "`date_part(\"year\", DATE)`",
    ),
    same(&["getdate", "sysdate", "currentdatetime", "systemtime"], "now"),
    other(&["today"], "now", "`format(now(), \"yyyy-MM-dd\")` is the day"),
    same(&["currenttimemillis"], "timestamp"),
    other(&["unixtimestamp", "epoch"], "timestamp", "`timestamp()` is in milliseconds"),
    other(
        &["dateadd", "adddays", "plusdays", "dateadddays"],
        "",
        "a date has the methods `.plusDays(N)`, `.plusMonths(N)`, `.plusHours(N)` and their like",
    ),
    other(&["datediff", "dateminus"], "", "there is no difference of dates here"),
    other(
        &["converttimezone", "totimezone", "attimezone"],
        "zone_date_to_zone",
        "`zone_date_to_zone(DATE, ZONE)`",
    ),
    same(&["toutc"], "zone_date_to_utc"),
    other(&["switch", "case", "lookup"], "decode", "`decode(x, \"a\", 1, \"b\", 2, DEFAULT)`"),
    same(&["isblank", "isnullorempty"], "is_empty"),
    other(&["isnull", "isnil"], "", "`x == null`"),
    other(&["isnotnull", "notnull", "exists", "ispresent"], "", "`x != null`"),
    other(&["isnotempty", "notempty"], "is_empty", "`!is_empty(x)`"),
    same(&["haskey"], "contains_key"),
    other(&["add", "plus"], "", "`a + b`"),
    other(&["subtract", "minus"], "", "`a - b`"),
    other(&["multiply", "times"], "", "`a * b`"),
    other(&["divide"], "", "`a / b`"),
    other(&["modulo"], "", "`a % b`"),
    other(&["equals", "equal"], "", "`a == b`, or the method `a.equals(b)`"),
    other(&["equalsignorecase"], "", "the method `a.equalsIgnoreCase(b)`"),
    other(&["contains", "includes"], "", "a text and a list have the method `.contains(x)`"),
    other(&["startswith", "beginswith"], "", "`x =^ \"start\"`, or the method `.startsWith(x)`"),
    other(&["endswith"], "", "`x =$ \"end\"`, or the method `.endsWith(x)`"),
    same(&["indexof", "strpos"], "instr"),
    other(&["position", "charindex", "find", "search", "locate"], "instr", "`instr(INPUT, SUBSTRING)`"),
    other(&["concatws", "textjoin", "stringjoin"], "join", "`join(SEPARATOR, to_array(false, a, b))`"),
    same(&["implode"], "join"),
    other(&["arrayjoin", "listagg", "jointostring"], "join", "`join(SEPARATOR, ARRAY)`"),
    same(&["strsplit", "splitstring"], "split"),
    same(&["regexpsplit", "splitregex", "regexsplit"], "explode"),
    other(
        &["array", "list", "makearray", "arrayof", "asarray"],
        "to_array",
        "`to_array(INCLUDE_NULLS, a, b)`, or `[a, b]`",
    ),
    same(&["arrayconcat", "concatarrays", "arraycat", "mergearrays"], "join_arrays"),
    same(&["arrayappend", "append", "push"], "add_to_array"),
    same(&["filter", "arrayfilter"], "filterArray"),
    same(&["transform", "arraymap", "maparray"], "transformArray"),
    same(&["flatten", "arrayflatten"], "flattenArray"),
    same(&["object", "struct", "jsonobject", "namedstruct", "makeobject"], "to_object"),
    same(&["parsejson", "jsonparse", "fromjson", "jsondecode"], "json_to_object"),
    same(&["keys", "objectkeys"], "get_keys"),
    same(&["merge", "mapmerge", "mapconcat"], "add_to_map"),
    same(&["toint", "int", "integer", "parseint", "long", "tolong"], "to_integer"),
    same(&["tonumber", "number", "todouble", "double", "parsefloat", "decimal", "tonumeric"], "to_decimal"),
    same(&["float"], "to_float"),
    same(&["bigint", "biginteger", "tobiginteger"], "to_bigint"),
    other(
        &["tostring", "str", "string", "text", "tostr", "cast", "convert"],
        "concat",
        "`concat(x)` makes text of a value; numbers become text by themselves where the destination is text",
    ),
    other(
        &["toboolean", "boolean", "bool", "parseboolean"],
        "",
        "words such as `true`, `yes`, `no` become a boolean by themselves where the destination is one",
    ),
    same(&["md5hash", "hashmd5"], "md5"),
    same(&["sha", "sha1hash"], "sha1"),
    same(&["sha2", "sha256hash", "hashsha256", "sha256hex"], "sha256"),
    same(&["sha512hash"], "sha512"),
    same(&["urlencode", "encodeuri", "encodeuricomponent", "urlencoded"], "get_url_encoded"),
    same(&["urldecode", "decodeuri", "decodeuricomponent", "unescape", "urldecoded"], "get_url_decoded"),
    same(&["urlhost", "parseurlhost", "domain"], "get_url_host"),
    same(&["newid", "uuid4", "generateuuid", "randomuuid", "newguid"], "uuid"),
    same(&["greatest"], "max"),
    same(&["least"], "min"),
    same(&["setnull", "null", "tonull", "nullvalue"], "nullify"),
    other(&["nullif"], "iif", "`iif(x == y, null, x)`"),
    other(
        &["round", "floor", "ceil", "ceiling", "abs", "trunc", "truncate", "sum", "avg", "power", "sqrt"],
        "",
        "there is no such function here; operators are + - * / %",
    ),
    other(&["reverse", "initcap", "capitalize", "titlecase", "proper"], "", "there is no such function here"),
    other(
        &["getdomain", "parseurl"],
        "get_url_host",
        "`get_url_host`, `get_url_path` and `get_url_query_str` take a URL apart",
    ),
];

/// A name without what spellings differ in: capitals and underscores.
pub(super) fn plain(name: &str) -> String {
    name.to_lowercase().replace('_', "")
}

/// What the language has for a name of elsewhere.
pub(super) fn find(name: &str) -> Option<&'static Elsewhere> {
    let plain = plain(name);
    TABLE.iter().find(|e| e.names.contains(&&*plain))
}

/// What the language has for a name that is nearly one of elsewhere.
pub(super) fn nearly(name: &str) -> Option<&'static Elsewhere> {
    let names = TABLE.iter().flat_map(|e| e.names.iter().copied());
    find(crate::schema::nearest(&plain(name), names)?)
}

/// What methods are called elsewhere, and here.
const METHODS: &[(&str, &str)] = &[
    ("includes", "contains"),
    ("upper", "toUpperCase"),
    ("toupper", "toUpperCase"),
    ("uppercase", "toUpperCase"),
    ("lower", "toLowerCase"),
    ("tolower", "toLowerCase"),
    ("lowercase", "toLowerCase"),
    ("substr", "substring"),
    ("len", "length"),
    ("startwith", "startsWith"),
    ("beginswith", "startsWith"),
    ("endwith", "endsWith"),
    ("haskey", "containsKey"),
    ("has", "containsKey"),
    ("keys", "keySet"),
    ("push", "add"),
    ("tostr", "toString"),
    ("str", "toString"),
    ("find", "indexOf"),
    ("ltrim", "stripLeading"),
    ("rtrim", "stripTrailing"),
    ("trimstart", "stripLeading"),
    ("trimend", "stripTrailing"),
    ("equalignorecase", "equalsIgnoreCase"),
];

/// The method here for a method of elsewhere.
pub(super) fn method(name: &str) -> Option<&'static str> {
    let plain = plain(name);
    METHODS.iter().find(|(there, _)| *there == plain).map(|(_, here)| *here)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_stands_once_and_leads_somewhere() {
        let mut seen = std::collections::HashSet::new();
        for entry in TABLE {
            for name in entry.names {
                assert!(seen.insert(name), "{name} stands twice");
                assert_eq!(*name, plain(name));
                let here =
                    crate::functions::all().iter().flat_map(|f| f.names()).find(|n| plain(n) == **name);
                assert!(here.is_none(), "{name} is a function here");
            }
            let known = entry.function.is_empty() || crate::functions::find(entry.function).is_some();
            assert!(known, "{} is no function", entry.function);
            assert!(!entry.function.is_empty() || !entry.note.is_empty());
        }
        for (_, here) in METHODS {
            assert!(crate::java::methods::all().iter().any(|m| m.name == *here), "{here} is no method");
        }
    }
}
