//! What was waited for and never came.

use meterstick::capture::Capture;
use std::collections::BTreeSet;
use std::time::Duration;

/// A family that was waited for in vain.
#[derive(Debug)]
pub(crate) struct Missing {
    pub(crate) name: String,
    /// What came, the names that are most like this one first.
    came: Vec<String>,
}

impl Missing {
    /// Which of these families have no point in what was captured.
    pub(crate) fn of(wanted: &[String], capture: &Capture) -> Vec<Self> {
        let came: BTreeSet<&str> = capture
            .readings()
            .flat_map(|(_, reading)| reading.families())
            .filter(|family| family.points().next().is_some())
            .map(meterstick::model::Family::name)
            .collect();
        // Where nothing came at all, that is said instead.
        let is_missing = |name: &&String| !came.is_empty() && !came.contains(name.as_str());
        let missing = wanted.iter().filter(is_missing);
        missing
            .map(|name| {
                let mut came: Vec<String> = came.iter().map(|&name| name.to_owned()).collect();
                came.sort_by(|a, b| strsim::jaro_winkler(b, name).total_cmp(&strsim::jaro_winkler(a, name)));
                Self { name: name.clone(), came }
            })
            .collect()
    }

    /// That it never came, what did, and how to wait for longer if there was a limit.
    pub(crate) fn told(&self, patience: Option<Duration>) -> String {
        const SHOWN: usize = 5;
        let shown: Vec<String> = self.came.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
        let more = match self.came.len().saturating_sub(SHOWN) {
            0 => String::new(),
            number => format!(" and {number} more"),
        };
        let hint = patience.map_or(String::new(), |time| {
            format!(" (it had {}; --patience gives it longer)", humantime::format_duration(time))
        });
        format!("`{}` never came{hint}; what came: {}{more}", self.name, shown.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use meterstick::model::{Kind, Reading};

    #[test]
    fn what_came_is_told_the_likest_first() {
        let mut builder = Reading::builder();
        for name in ["b", "c", "f", "g", "h", "orders_handled_total"] {
            builder.number(name, Kind::Gauge, &[], 1);
        }
        let capture = Capture::of([builder.finish()]);
        let wanted = ["orders_total".to_owned(), "b".to_owned()];
        let missing = Missing::of(&wanted, &capture);
        assert_eq!(
            missing.iter().map(|missing| missing.told(None)).collect::<Vec<_>>(),
            ["`orders_total` never came; what came: `orders_handled_total`, `b`, `c`, `f`, `g` and 1 more"]
        );
        let told = missing[0].told(Some(Duration::from_secs(10)));
        assert!(told.contains("never came (it had 10s; --patience gives it longer); what"), "{told}");
        assert!(Missing::of(&wanted, &Capture::default()).is_empty());
    }
}
