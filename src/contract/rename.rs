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
    let differing = old
        .labels
        .iter()
        .filter(|label| !new.labels.iter().any(|other| other.key == label.key))
        .count()
        + new.labels.iter().filter(|label| !old.labels.iter().any(|other| other.key == label.key)).count();
    if differing > 1 {
        return 0.0;
    }
    let (old_words, new_words) = (words(&old.name), words(&new.name));
    let shared = old_words.iter().filter(|word| new_words.contains(word)).count();
    let names = 2.0 * shared as f64 / (old_words.len() + new_words.len()).max(1) as f64;
    let same_unit = if old.unit == new.unit { 0.1 } else { 0.0 };
    let same_help = if old.help.is_some() && old.help == new.help { 0.4 } else { 0.0 };
    let same_labels = if differing == 0 { 0.1 } else { 0.0 };
    (0.8 * names + same_unit + same_labels + same_help).min(1.0)
}

fn words(name: &str) -> Vec<&str> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && *word != "total").collect()
}
