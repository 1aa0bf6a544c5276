//! What a million series cost in memory, as text and in the model, by the resident size of this process.
//!
//! ```sh
//! cargo bench -p meterstick-benches --bench memory            # Linux
//! cargo bench -p meterstick-benches --bench memory -- 100000  # another number of series
//! ```

use meterstick::exposition::{Format, parse};
use std::fmt::Write as _;

fn main() -> std::io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let series = words.iter().find_map(|word| word.parse().ok()).unwrap_or(1_000_000_usize);
    if let Some((name, write)) = BODIES.into_iter().find(|(name, _)| words.iter().any(|word| word == name)) {
        measure(name, write, series);
        return Ok(());
    }
    println!(
        "| body | series | text, B a series | model, B a series | tree and model at their peak, B a series |"
    );
    println!("|---|---:|---:|---:|---:|");
    for (name, _) in BODIES {
        // A process each: what one has freed would be used again by the next.
        let process = std::env::current_exe()?;
        std::process::Command::new(process).args([name, &series.to_string()]).status()?;
    }
    Ok(())
}

fn measure(name: &str, write: Writer, series: usize) {
    let mut body = format!("# TYPE {name} gauge\n");
    for number in 0..series {
        write(&mut body, name, number);
    }
    let before = resident("VmRSS");
    let exposition = parse(body.as_bytes(), Format::PrometheusText);
    let reading = exposition.lower();
    let peak = resident("VmHWM").saturating_sub(before);
    drop(exposition);
    let kept = resident("VmRSS").saturating_sub(before);
    assert_eq!(reading.series_count(), series, "every series is kept");
    let each = |bytes: usize| bytes / series;
    println!("| {name} | {series} | {} | {} | {} |", each(body.len()), each(kept), each(peak));
}

type Writer = fn(&mut String, &str, usize);

/// Series as a service has them, from few labels that repeat to one that is different every time.
const BODIES: [(&str, Writer); 3] = [
    ("three_labels_that_repeat", |body, name, at| {
        let (route, code, pod) = (at % 100, [200, 404, 500][at / 100 % 3], at / 300);
        let _ = writeln!(body, "{name}{{route=\"/shop/{route}\",code=\"{code}\",pod=\"pod-{pod}\"}} {at}");
    }),
    ("ten_labels_that_repeat", |body, name, at| {
        let _ = write!(body, "{name}{{");
        for digit in 0..10 {
            let _ = write!(body, "label_{digit}=\"value-{}\",", at >> (2 * digit) & 3);
        }
        let _ = writeln!(body, "}} {at}.5");
    }),
    ("one_label_of_its_own", |body, name, at| {
        let _ = writeln!(body, "{name}{{request=\"{at:08x}-0000-4000-8000-{at:012x}\"}} 1");
    }),
];

/// A figure of this process, in bytes.
fn resident(field: &str) -> usize {
    let status =
        std::fs::read_to_string("/proc/self/status").expect("the memory of a process is read on Linux");
    let line = status.lines().find(|line| line.starts_with(field)).expect("the field is there");
    let kilobytes = line.split_ascii_whitespace().nth(1).and_then(|word| word.parse::<usize>().ok());
    kilobytes.expect("a number of kilobytes") * 1024
}
