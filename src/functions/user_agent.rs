//! Functions on user agents.
//!
//! The platform's answers are those of Yauaa, a Java library of many thousand rules; the documented device classes
//! are those of its versions 7.4 to 7.20. Here the parts of an agent are read directly where they decide, and the
//! `woothee` parser answers for the rest; what comes from there is a guess.

mod agent;
mod device;
mod parts;
mod programs;
mod system;

use super::{Call, Category, Example, Function, Parameter, Run, Type, one, ours, ours_on, shown};
use crate::value::{Fail, Value};
use agent::Agent;
use parts::Parts;
use system::System;

const NULL_GIVES_NULL: &str = "Null gives null (not documented).";
const DIFFERS: &str = "For agents other than the common browsers and robots the platform's parser may answer otherwise. What an \
     agent does not tell is `Unknown`, a version `??`.";
const FROZEN: &str = "Where a browser hides the version of its system it is `>=10` (Windows), `>=10.15.7` (Mac OS) or `??` \
     (Android), as in the releases of Yauaa that know the documented device classes.";

/// The guesses of what has the version of the system in it, and of all else.
const OF_VERSION: &[&str] = &[DIFFERS, FROZEN];
const OF_NAME: &[&str] = &[DIFFERS];

/// The longest agent that is read.
const MAX_LENGTH: usize = 8192;

/// What there is to know of an agent.
struct Known<'u> {
    system: System<'u>,
    agent: Agent<'u>,
    device: &'static str,
}

impl<'u> Known<'u> {
    fn of(text: &'u str) -> Known<'u> {
        if device::is_attack(text) {
            return Known { system: System::hacker(), agent: Agent::hacker(), device: "Hacker" };
        }
        let parts = Parts::of(text);
        let agent = Agent::of(&parts);
        let system = System::of(&parts, &agent);
        let device = device::class(&parts, &system, &agent);
        Known { system, agent, device }
    }
}

pub(super) const FUNCTIONS: &[Function] = &[
    entry(
        "ua_os_name",
        "The name of the operating system in a user agent.",
        OF_NAME,
        &[
            shown(
                r#"ua_os_name("Mozilla/5.0 (iPhone; CPU iPhone OS 5_1_1 like Mac OS X) AppleWebKit/534.46 (KHTML, like Gecko) Version/5.1 Mobile/9B206 Safari/7534.48.3")"#,
                r#""iOS""#,
            ),
            ours(
                r#"ua_os_name("Mozilla/5.0 (Windows NT 6.1; WOW64; rv:52.0) Gecko/20100101 Firefox/52.0")"#,
                r#""Windows NT""#,
            ),
            ours_on("ua_os_name(agent)", r#"{"agent": null}"#, "null"),
        ],
        |call| told(call, |known| known.system.name.to_owned()),
    ),
    entry(
        "ua_os_version_major",
        "Name and major version of the operating system in a user agent.",
        OF_VERSION,
        &[
            shown(
                r#"ua_os_version_major("Mozilla/5.0 (iPhone; CPU iPhone OS 5_1_1 like Mac OS X) AppleWebKit/534.46 (KHTML, like Gecko) Version/5.1 Mobile/9B206 Safari/7534.48.3")"#,
                r#""iOS 5""#,
            ),
            ours(
                r#"ua_os_version_major("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_6) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/11.1.2 Safari/605.1.15")"#,
                r#""Mac OS 10.11""#,
            ),
        ],
        |call| version(call, |system| system.name_and_major()),
    ),
    entry(
        "ua_os_version",
        "The version of the operating system in a user agent.",
        OF_VERSION,
        &[
            shown(
                r#"ua_os_version("Mozilla/5.0 (iPhone; CPU iPhone OS 5_1_1 like Mac OS X) AppleWebKit/534.46 (KHTML, like Gecko) Version/5.1 Mobile/9B206 Safari/7534.48.3")"#,
                r#""5.1.1""#,
            ),
            ours(
                r#"ua_os_version("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36")"#,
                r#"">=10""#,
            ),
        ],
        |call| version(call, |system| system.version.clone().into_owned()),
    ),
    entry(
        "ua_os_name_version",
        "Name and version of the operating system in a user agent.",
        OF_VERSION,
        &[
            shown(
                r#"ua_os_name_version("Mozilla/5.0 (iPhone; CPU iPhone OS 5_1_1 like Mac OS X) AppleWebKit/534.46 (KHTML, like Gecko) Version/5.1 Mobile/9B206 Safari/7534.48.3")"#,
                r#""iOS 5.1.1""#,
            ),
            ours(
                r#"ua_os_name_version("Mozilla/5.0 (Windows NT 6.1; WOW64; rv:52.0) Gecko/20100101 Firefox/52.0")"#,
                r#""Windows 7""#,
            ),
        ],
        |call| version(call, |system| system.name_and_version()),
    ),
    entry(
        "ua_agent_version",
        "The version of the browser or program in a user agent.",
        OF_NAME,
        &[shown(
            r#"ua_agent_version("Mozilla/5.0 (iPhone; CPU iPhone OS 5_1_1 like Mac OS X) AppleWebKit/534.46 (KHTML, like Gecko) Version/5.1 Mobile/9B206 Safari/7534.48.3")"#,
            r#""5.1""#,
        )],
        |call| told(call, |known| known.agent.version.clone().into_owned()),
    ),
    entry(
        "ua_agent_version_major",
        "Name and major version of the browser or program in a user agent.",
        OF_NAME,
        &[
            shown(
                r#"ua_agent_version_major("Mozilla/5.0 (iPhone; CPU iPhone OS 5_1_1 like Mac OS X) AppleWebKit/534.46 (KHTML, like Gecko) Version/5.1 Mobile/9B206 Safari/7534.48.3")"#,
                r#""Safari 5""#,
            ),
            ours(
                r#"ua_agent_version_major("Mozilla/5.0 (Linux; Android 9; MI 6; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/93.0.4577.62 Mobile Safari/537.36")"#,
                r#""Chrome Webview 93""#,
            ),
        ],
        |call| told(call, |known| known.agent.name_and_major()),
    ),
    entry(
        "ua_agent_name",
        "The name of the browser or program in a user agent.",
        OF_NAME,
        &[
            shown(
                r#"ua_agent_name("Mozilla/5.0 (iPhone; CPU iPhone OS 5_1_1 like Mac OS X) AppleWebKit/534.46 (KHTML, like Gecko) Version/5.1 Mobile/9B206 Safari/7534.48.3")"#,
                r#""Safari""#,
            ),
            ours(
                r#"ua_agent_name("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/93.0.4577.63 Safari/537.36 Edg/93.0.961.47")"#,
                r#""Edge""#,
            ),
        ],
        |call| told(call, |known| known.agent.name.clone().into_owned()),
    ),
    entry(
        "ua_device_class",
        "The class of the device in a user agent: Desktop, Phone, Tablet, TV, Robot and the like.",
        OF_NAME,
        &[
            shown(
                r#"ua_device_class("Mozilla/5.0 (iPhone; CPU iPhone OS 5_1_1 like Mac OS X) AppleWebKit/534.46 (KHTML, like Gecko) Version/5.1 Mobile/9B206 Safari/7534.48.3")"#,
                r#""Phone""#,
            ),
            ours(
                r#"ua_device_class("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")"#,
                r#""Robot""#,
            ),
            ours(
                r#"ua_device_class("Mozilla/5.0 (X11; Linux x86_64; rv:91.0) Gecko/20100101 Firefox/91.0")"#,
                r#""Desktop""#,
            ),
        ],
        |call| told(call, |known| known.device.to_owned()),
    ),
];

const USER_AGENT: &[Parameter] = &[one("USER_AGENT", Type::Text, "")];

const fn entry(
    name: &'static str,
    summary: &'static str,
    guesses: &'static [&'static str],
    examples: &'static [Example],
    run: Run,
) -> Function {
    Function {
        name,
        aliases: &[],
        category: Category::UserAgent,
        parameters: USER_AGENT,
        returns: Type::Text,
        summary,
        nulls: NULL_GIVES_NULL,
        guesses,
        availability: None,
        examples,
        run,
    }
}

/// What is asked of the agent in the argument.
fn told<'r>(call: &mut Call<'_, 'r>, ask: fn(&Known<'_>) -> String) -> Result<Value<'r>, Fail> {
    read(call, |_, known| ask(known))
}

/// Something with the version of the system that the agent in the argument tells.
fn version<'r>(call: &mut Call<'_, 'r>, ask: fn(&System<'_>) -> String) -> Result<Value<'r>, Fail> {
    read(call, |call, known| {
        if known.system.frozen {
            call.guess(FROZEN);
        }
        ask(&known.system)
    })
}

fn read<'r>(
    call: &mut Call<'_, 'r>,
    ask: impl Fn(&Call<'_, 'r>, &Known<'_>) -> String,
) -> Result<Value<'r>, Fail> {
    let Some(text) = call.text(0) else { return Ok(Value::Null) };
    let end = (0..=MAX_LENGTH.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    call.spend(1 + end)?;
    let known = Known::of(text.get(..end).unwrap_or_default());
    if known.agent.doubtful || known.system.doubtful {
        call.guess(DIFFERS);
    }
    call.give_text(ask(call, &known))
}
