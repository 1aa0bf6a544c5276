//! `assert_contract!` as a user's test meets it: names, folders, reviews, and what makes it fail.
#![cfg(feature = "snapshot")]

use meterstick::assert_contract;
use meterstick::capture::{BodyFormat, Capture};
use meterstick::contract::{Contract, Policy};
use meterstick::exposition::Format;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

const SHOP: &str = "\
# HELP orders_total Orders so far.
# TYPE orders_total counter
orders_total{tier=\"gold\"} 3
orders_total{tier=\"silver\"} 4
# TYPE queue_length gauge
queue_length{pid=\"71\"} 2
";

fn scraped(body: &str) -> Capture {
    Capture::of_body(BodyFormat::Exposition(Format::PrometheusText), body)
}

/// Runs a test's body under the folder in which this project keeps its snapshots.
fn in_own_folder(test: impl FnOnce()) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.bind(test);
}

/// A folder that holds one snapshot with what was agreed.
struct Agreed(PathBuf);

impl Agreed {
    fn new(name: &str, text: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("meterstick-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder for the snapshot");
        fs::write(folder.join(format!("contract_macro__{name}.snap")), text).expect("the snapshot");
        Self(folder)
    }

    /// What a test says that fails under this folder; nothing if it passes.
    fn failure(&self, test: impl FnOnce()) -> Option<String> {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&self.0);
        let ended = catch_unwind(AssertUnwindSafe(|| settings.bind(test)));
        ended.err().map(|panic| match panic.downcast::<String>() {
            Ok(text) => *text,
            Err(panic) => panic.downcast_ref::<&str>().map_or("?", |text| text).to_owned(),
        })
    }
}

impl Drop for Agreed {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn agreed(body: &str) -> String {
    scraped(body).contract().build().to_snapshot_file()
}

#[test]
fn a_contract_is_named_after_its_test() {
    in_own_folder(|| {
        assert_contract!(scraped(SHOP));
        // A reference and a policy do as well, and the second contract of a test has its own file.
        assert_contract!(&scraped(SHOP), Policy::new().ignore("queue_*").values_of("orders_total", "tier"));
    });
    let second = "snapshots/contract_macro__a_contract_is_named_after_its_test-2.snap";
    assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(second).is_file());
}

#[test]
fn a_contract_can_be_given_a_name() {
    in_own_folder(|| {
        assert_contract!("shop-by-name", scraped(SHOP));
        assert_contract!("shop-by-name", scraped(SHOP), Policy::new());
    });
}

#[test]
fn a_contract_that_is_not_kept_fails() {
    let name = "a_contract_that_is_not_kept_fails";
    let folder = Agreed::new(name, &agreed(SHOP));
    let renamed = scraped(&SHOP.replace("orders_total", "orders_processed_total"));
    let failure = folder.failure(|| assert_contract!(renamed)).expect("the family has another name");
    assert!(failure.contains(name), "{failure}");
}

#[test]
fn what_only_a_new_snapshot_header_changes_is_kept() {
    let other = agreed(SHOP).replace("source: meterstick\nexpression: contract", "source: tests/shop.rs");
    for text in [agreed(SHOP), other.clone(), other.replace('\n', "\r\n")] {
        let folder = Agreed::new("given_header", &text);
        assert_eq!(folder.failure(|| assert_contract!("given_header", scraped(SHOP))), None);
    }
}

#[test]
fn an_optional_family_may_be_absent() {
    let folder = Agreed::new("given_optional", &agreed(SHOP));
    let (without, _) = SHOP.split_once("# TYPE queue").expect("the gauge is last");
    let policy = Policy::new().optional("queue_*");
    assert_eq!(folder.failure(|| assert_contract!("given_optional", scraped(without), policy)), None);
    assert!(folder.failure(|| assert_contract!("given_optional", scraped(without))).is_some());
}

#[test]
fn a_policy_that_is_violated_fails_before_the_snapshot_is_looked_at() {
    let folder = Agreed::new("given_policy", &agreed(SHOP));
    let policy = Policy::new().forbid_label("pid").budget("orders_*", 1);
    let failure = folder.failure(|| assert_contract!("given_policy", scraped(SHOP), policy));
    let expected = "the metrics go against the policy of their contract:
  `queue_length` has the forbidden label `pid`
  `orders_total` has 2 series; its budget is 1; its label `tier` has 2 values";
    assert_eq!(failure.as_deref(), Some(expected));
}

#[test]
fn a_capture_without_metrics_promises_nothing_and_fails() {
    let folder = Agreed::new("given_nothing", &Contract::default().to_snapshot_file());
    let failure = folder.failure(|| assert_contract!("given_nothing", Capture::default()));
    assert_eq!(failure.as_deref(), Some("the capture holds no metrics, so there is nothing to promise"));
}

#[test]
fn suffix_and_module_are_as_the_settings_say() {
    let folder = Agreed::new("unused", "");
    fs::write(folder.0.join("given__slash@two.snap"), agreed(SHOP)).expect("the snapshot");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_suffix("two");
    settings.set_prepend_module_to_snapshot(false);
    let (without, _) = SHOP.split_once("# TYPE queue").expect("the gauge is last");
    // The family that is gone is found in the file, so the file was found.
    settings.bind(|| {
        let policy = Policy::new().optional("queue_*");
        assert_eq!(folder.failure(|| assert_contract!("given/slash", scraped(without), policy)), None);
    });
}
