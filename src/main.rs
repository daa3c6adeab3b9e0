//! The `preflow` command.

fn main() {
    let files = preflow::input::NoFiles;
    for name in std::env::args().skip(1) {
        let bytes = std::fs::read(&name).unwrap_or_default();
        let report = preflow::check::check(&name, &bytes, &files, &Default::default());
        for d in &report.diagnostics {
            let at = report.sources.get(d.place.file).position(d.place.span.start);
            println!("{name}:{}:{} {} {} {}", at.line, at.column, d.severity.name(), d.code, d.message);
        }
    }
}
