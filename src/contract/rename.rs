//! Whether a family that is gone and one that is new are the same under another name.

use super::promise::Promise;

/// For each family that is gone the new one that it most likely became: pairs of indexes.
///
/// A rename keeps the type and the label keys (or all but one), and its names share words.
pub(super) fn pairs(gone: &[&Promise], new: &[&Promise]) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (g, old) in gone.iter().enumerate() {
        for (n, now) in new.iter().enumerate() {
            let likeness = likeness(old, now);
            if likeness >= 0.5 {
                candidates.push((likeness, g, n));
            }
        }
    }
    // The likeliest pairs first; of equals the first in the order of names.
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, g, n) in candidates {
        if pairs.iter().all(|&(known_g, known_n)| known_g != g && known_n != n) {
            pairs.push((g, n));
        }
    }
    pairs
}

/// From 0, nothing in common, to 1.
fn likeness(old: &Promise, new: &Promise) -> f64 {
    if old.world != new.world || old.kind != new.kind {
        return 0.0;
    }
    let lacks = |a: &Promise, b: &Promise| {
        a.labels.iter().filter(|label| !b.labels.iter().any(|other| other.key == label.key)).count()
    };
    // Of a family without series no label is known.
    let is_known = !old.is_silent() && !new.is_silent();
    let differing = if is_known { lacks(old, new) + lacks(new, old) } else { 0 };
    if differing > 1 {
        return 0.0;
    }
    let (old_words, new_words) = (words(&old.name), words(&new.name));
    let shared = old_words.iter().filter(|word| new_words.contains(word)).count();
    let names = 2.0 * shared as f64 / (old_words.len() + new_words.len()).max(1) as f64;
    let same_unit = if old.unit == new.unit { 0.1 } else { 0.0 };
    let same_help = match (&old.help, &new.help) {
        (Some(old), Some(new)) if old == new => 0.4,
        // Who renames seldom writes a new description; who adds another metric always does.
        (Some(_), Some(_)) => -0.2,
        _ => 0.0,
    };
    let same_labels = if differing == 0 { 0.1 } else { 0.0 };
    (0.8 * names + same_unit + same_labels + same_help).min(1.0)
}

/// The words of a name in lower case; `orderCount` has two, as `order_count` has.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && was_small) {
            words.push(String::new());
        }
        words
            .last_mut()
            .expect("there is one from the start")
            .extend(c.to_lowercase().filter(|c| c.is_alphanumeric()));
        was_small = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty() && word != "total");
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Contract, World};

    #[test]
    fn a_rename_is_told_from_another_metric() {
        let family = |name: &str, rest: &str| {
            let text = format!("meterstick contract 1\n[scrape]\n{name}\n  type: counter\n{rest}");
            let contract = Contract::parse(&text).expect("a contract");
            assert_eq!(contract.promises[0].world, World::Scrape);
            contract.promises[0].clone()
        };
        let tier = "  labels: tier\n  series: 2-9\n";
        let helped = |help: &str| format!("{tier}  help: {help}\n");
        for (old, new, expected) in [
            (family("orders_total", tier), family("orders_processed_total", tier), true),
            (family("orderCount", tier), family("order_count_total", tier), true),
            (family("orders_total", tier), family("purchases_total", tier), false),
            (family("orders_total", &helped("Orders.")), family("purchases_total", &helped("Orders.")), true),
            // One word of two is shared by most metrics of a service.
            (
                family("http_requests_total", &helped("Requests.")),
                family("http_errors_total", &helped("Errors.")),
                false,
            ),
            (
                family("orders_total", tier),
                family("orders_processed_total", "  labels: a, b\n  series: 1\n"),
                false,
            ),
            (family("orders_total", tier), family("orders_processed_total", "  series: none\n"), true),
        ] {
            let found = !pairs(&[&old], &[&new]).is_empty();
            assert_eq!(found, expected, "{} {}", old.name, new.name);
        }
    }
}
