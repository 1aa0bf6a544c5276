//! The resource that pushed and the target that was scraped.

use super::super::target::target_labels;
use super::looks::Looks;
use super::matching::{self, Key, Spellings};
use super::{Aspect, Difference, Parity, Terms};

/// Compares the resource with `target_info`.
pub(super) fn compare(parity: &mut Parity, looks: &Looks<'_>, terms: &Terms) {
    let resources = looks.resources();
    let Some(resource) = resources.iter().find(|resource| !resource.attributes().is_empty()) else { return };
    let mut say = |aspect, pushed: String, scraped: String| {
        parity.tell(Difference {
            aspect,
            family: "target_info".to_owned(),
            counterpart: None,
            series: None,
            pushed,
            scraped,
            more: 0,
        });
    };
    let labels = |resource| target_labels(terms.strategy, resource);
    let Some(target) = looks.scraped.families().find(|family| family.name() == "target_info") else {
        say(Aspect::TargetMissing, matching::text(&labels(*resource)), "nothing".to_owned());
        return;
    };
    let mut spellings = Spellings::default();
    resources.iter().for_each(|resource| spellings.learn(terms.strategy, resource.attributes()));
    for there in target.series() {
        let seen = matching::seen(terms.strategy, &spellings, target, there).key;
        let mut near =
            resources.iter().map(|resource| spellings.key(terms.strategy, labels(*resource).into_iter()));
        // A bridge for several targets says whose they are.
        let is_same = |own: &Key| {
            let differing = seen.iter().filter(|(name, value)| own.get(*name) != Some(value));
            differing.map(|(name, _)| name).all(|name| matches!(&**name, "job" | "instance"))
                && own.iter().all(|(name, value)| {
                    seen.get(name) == Some(value) || seen.contains_key("job") && name.starts_with("service_")
                })
        };
        if !near.clone().any(|own| is_same(&own)) {
            let own = near.next().unwrap_or_default();
            say(Aspect::Target, matching::text(&own), matching::text(&seen));
        }
    }
}
