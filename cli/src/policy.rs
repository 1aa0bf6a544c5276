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

/// How many series a family may have, how many values a label of it, or both.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Limits")]
struct Budget {
    family: String,
    series: Option<usize>,
    values: Option<(String, usize)>,
}

/// A budget as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Limits {
    family: String,
    series: Option<usize>,
    label: Option<String>,
    values: Option<usize>,
}

impl TryFrom<Limits> for Budget {
    type Error = &'static str;

    fn try_from(limits: Limits) -> Result<Self, Self::Error> {
        let values = match (limits.label, limits.values) {
            (Some(label), Some(values)) => Some((label, values)),
            (None, None) if limits.series.is_none() => {
                return Err("a budget needs `series`, or `label` and `values`");
            }
            (None, None) => None,
            (Some(_), None) => return Err("a budget of a label needs `values`"),
            (None, Some(_)) => return Err("a budget of `values` needs a `label`"),
        };
        Ok(Self { family: limits.family, series: limits.series, values })
    }
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
        for Budget { family, series, values } in contract.budgets {
            if let Some(series) = series {
                policy = policy.budget(family.clone(), series);
            }
            if let Some((label, values)) = values {
                policy = policy.label_budget(family, label, values);
            }
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
    #[test]
    fn a_budget_says_what_it_limits_and_nothing_else() {
        let read = |budget: &str| Settings::parse(&format!("[contract]\nbudgets = [{{ {budget} }}]\n"));
        let both = read("family = \"a\", series = 1, label = \"b\", values = 2").expect("two limits");
        assert_eq!(both.policy(), Policy::new().budget("a", 1).label_budget("a", "b", 2));
        for (budget, message) in [
            ("family = \"a\", serries = 3", "unknown field `serries`"),
            ("family = \"a\", series = 3, serries = 3", "unknown field `serries`"),
            ("family = \"a\"", "a budget needs `series`, or `label` and `values`"),
            ("family = \"a\", label = \"b\"", "a budget of a label needs `values`"),
            ("family = \"a\", series = 1, values = 2", "a budget of `values` needs a `label`"),
            ("series = 1", "missing field `family`"),
        ] {
            let error = read(budget).expect_err(budget).to_string();
            assert!(error.contains(message), "{budget}: {error}");
        }
    }
}
