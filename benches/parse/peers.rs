//! Other readers of expositions, as their users call them. Each says how many samples it kept.

use meterstick_benches::rounds::Contestant;

/// Every peer that says it reads the format.
pub(crate) fn all(text: &str, openmetrics: bool) -> Vec<Contestant<'_>> {
    let mut peers = vec![
        Contestant::new("nom-openmetrics 0.3.0", move || {
            let parsed = if openmetrics {
                nom_openmetrics::parser::openmetrics(text)
            } else {
                nom_openmetrics::parser::prometheus(text)
            };
            let (rest, families) = parsed.ok()?;
            rest.is_empty().then(|| families.iter().map(|family| family.samples.len()).sum())
        }),
        Contestant::new("openmetrics-parser 0.5.1", move || {
            if openmetrics {
                let exposition = openmetrics_parser::openmetrics::parse_openmetrics(text).ok()?;
                Some(exposition.families.values().map(|family| family.iter_samples().count()).sum())
            } else {
                let exposition = openmetrics_parser::prometheus::parse_prometheus(text).ok()?;
                Some(exposition.families.values().map(|family| family.iter_samples().count()).sum())
            }
        }),
    ];
    if !openmetrics {
        peers.push(Contestant::new("prom_text_format_parser 0.1.0", move || {
            let scrape = prom_text_format_parser::Scrape::parse(text).ok()?;
            Some(scrape.metrics.iter().map(|metric| metric.samples.len()).sum())
        }));
        peers.push(Contestant::new("prometheus-exposition-format-rs 0.1.2", move || {
            let metrics = prometheus_exposition_format_rs::parse_complete(text).ok()?;
            Some(metrics.iter().map(|metric| metric.samples.len()).sum())
        }));
        peers.push(Contestant::new("prometheus-parse 0.2.5", move || {
            let lines = text.lines().map(|line| Ok(line.to_owned()));
            Some(prometheus_parse::Scrape::parse(lines).ok()?.samples.len())
        }));
    }
    peers
}
