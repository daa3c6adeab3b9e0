//! What expressions are evaluated with, as arguments of a command.

use jiff::Timestamp;
use preflow::expr::Settings;
use preflow::java::time::Zone;
use std::time::SystemTime;

/// What expressions take for now and for chance, and how they calculate.
#[derive(clap::Args)]
#[command(next_help_heading = "Expressions")]
pub(super) struct Evaluation {
    /// The moment that expressions take for now; the clock's when left out
    #[arg(long, value_name = "RFC3339", value_parser = moment)]
    now: Option<Timestamp>,
    /// What random ids are made from
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// The zone of dates that name none
    #[arg(long, value_name = "ZONE", default_value = "UTC", value_parser = zone)]
    zone: Zone,
    /// Let arithmetic fail on null, on division by zero and on text that is no number
    #[arg(long)]
    strict_arithmetic: bool,
}

fn moment(text: &str) -> Result<Timestamp, String> {
    text.parse().map_err(|_| "a moment looks like 2026-01-31T12:00:00Z".to_owned())
}

fn zone(text: &str) -> Result<Zone, String> {
    // Java tells the zone of that name from the offset of 0, and prints it behind a date; here it is the offset.
    if text == "UTC" {
        return Ok(Zone::UTC);
    }
    Zone::of(text).ok_or_else(|| "a zone looks like Europe/Berlin or +02:00".to_owned())
}

impl Evaluation {
    /// The settings; the clock is read here and nowhere else.
    pub(super) fn settings(&self) -> Settings {
        let clock = || Timestamp::try_from(SystemTime::now()).unwrap_or_default();
        Settings {
            now: self.now.unwrap_or_else(clock),
            zone: self.zone.clone(),
            seed: self.seed,
            strict: self.strict_arithmetic,
        }
    }

    /// Was no moment given?
    pub(super) fn takes_the_clock(&self) -> bool {
        self.now.is_none()
    }
}
