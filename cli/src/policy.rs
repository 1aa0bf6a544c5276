//! Decisions about the contract, the `[contract]` table of a `meterstick.toml`.
//!
//! ```toml
//! [contract]
//! optional = ["orders_failed_total"]
//! ignore = ["python_gc_*"]
//! forbid = ["debug_*"]
//! forbid-labels = ["user_id"]
//! volatile = ["http_client_*"]
//! volatile-labels = ["pid"]
//! exact-series = ["build_info"]
//! budgets = [{ family = "http_*", series = 200 }, { family = "*", label = "route", values = 50 }]
//! values = [{ family = "orders_total", label = "tier" }]
//! ```

use meterstick::contract::Policy;
use serde::Deserialize;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Contract {
    optional: Vec<String>,
    ignore: Vec<String>,
    forbid: Vec<String>,
    forbid_labels: Vec<String>,
    volatile: Vec<String>,
    volatile_labels: Vec<String>,
    exact_series: Vec<String>,
    budgets: Vec<Budget>,
    values: Vec<Values>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Budget {
    Series { family: String, series: usize },
    Values { family: String, label: String, values: usize },
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Values {
    family: String,
    label: String,
}

impl Contract {
    /// The decisions as the library takes them.
    pub(crate) fn policy(&self) -> Policy {
        let contract = self.clone();
        let all = |policy, names: Vec<String>, add: fn(Policy, String) -> Policy| {
            names.into_iter().fold(policy, add)
        };
        let mut policy = Policy::new();
        policy = all(policy, contract.optional, Policy::optional);
        policy = all(policy, contract.ignore, Policy::ignore);
        policy = all(policy, contract.forbid, Policy::forbid);
        policy = all(policy, contract.forbid_labels, Policy::forbid_label);
        policy = all(policy, contract.volatile, Policy::volatile);
        policy = all(policy, contract.volatile_labels, Policy::volatile_label);
        policy = all(policy, contract.exact_series, Policy::exact_series);
        for budget in contract.budgets {
            policy = match budget {
                Budget::Series { family, series } => policy.budget(family, series),
                Budget::Values { family, label, values } => policy.label_budget(family, label, values),
            };
        }
        contract
            .values
            .into_iter()
            .fold(policy, |policy, Values { family, label }| policy.values_of(family, label))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    fn parse(text: &str) -> Policy {
        Settings::parse(text).expect("a good file").policy()
    }

    #[test]
    fn each_decision_is_read() {
        let text = r#"
            [contract]
            optional = ["a"]
            ignore = ["b"]
            forbid = ["c"]
            forbid-labels = ["d"]
            volatile = ["e"]
            volatile-labels = ["f"]
            exact-series = ["g"]
            budgets = [{ family = "h", series = 1 }, { family = "i", label = "j", values = 2 }]
            values = [{ family = "k", label = "l" }]
        "#;
        let expected = Policy::new()
            .optional("a")
            .ignore("b")
            .forbid("c")
            .forbid_label("d")
            .volatile("e")
            .volatile_label("f")
            .exact_series("g")
            .budget("h", 1)
            .label_budget("i", "j", 2)
            .values_of("k", "l");
        assert_eq!(parse(text), expected);
        assert_eq!(parse(""), Policy::new());
    }
}
