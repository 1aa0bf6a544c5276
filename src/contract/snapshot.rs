//! `assert_contract!`: a contract held by a test, as an insta snapshot.

use std::fs;
use std::path::{Path, PathBuf};

use super::drift::Drift;
use super::policy::Policy;
use super::promise::Contract;
use crate::capture::Capture;

/// Holds the contract of a capture against its snapshot; without one, insta writes a new one to be reviewed.
///
/// The snapshot lies where insta's own macros put theirs, in the folder `snapshots` beside the test's file, and is reviewed with
/// `cargo insta review` or by hand. The user's crate needs no insta of its own. A name and a [`Policy`] can be given:
///
/// ```no_run
/// # use meterstick::capture::Capture;
/// # use meterstick::contract::Policy;
/// # let capture = Capture::default();
/// meterstick::assert_contract!(capture);
/// meterstick::assert_contract!("after login", capture);
/// meterstick::assert_contract!("after login", capture, Policy::new().volatile_label("pid"));
/// ```
///
/// # Panics
/// When the contract is not the one in the snapshot, with the changes by meaning before insta's own difference; and when a decision of the
/// policy is violated.
#[macro_export]
macro_rules! assert_contract {
    ($name:literal, $capture:expr, $policy:expr $(,)?) => {{
        let settled = $crate::contract::snapshot::Settled::of(
            &$capture,
            &$policy,
            ::core::env!("CARGO_MANIFEST_DIR"),
            ::core::file!(),
            ::core::module_path!(),
            $name,
        );
        let mut settings = $crate::__insta::Settings::clone_current();
        settings.set_snapshot_path(settled.folder());
        settings.set_omit_expression(true);
        settings.bind(|| $crate::__insta::assert_snapshot!($name, settled.text()));
    }};
    ($name:literal, $capture:expr $(,)?) => {
        $crate::assert_contract!($name, $capture, $crate::contract::Policy::new())
    };
    ($capture:expr, $policy:expr $(,)?) => {
        $crate::assert_contract!("contract", $capture, $policy)
    };
    ($capture:expr $(,)?) => {
        $crate::assert_contract!("contract", $capture, $crate::contract::Policy::new())
    };
}

/// A contract together with what its snapshot says today. Made by [`assert_contract!`](crate::assert_contract).
#[doc(hidden)]
pub struct Settled {
    folder: PathBuf,
    text: String,
}

impl Settled {
    /// Builds the contract, keeps from the snapshot what a person decided to keep, and tells of changes by meaning.
    #[must_use]
    #[track_caller]
    pub fn of(
        capture: &Capture,
        policy: &Policy,
        manifest: &str,
        file: &str,
        module: &str,
        name: &str,
    ) -> Self {
        let builder = capture.contract_under(policy.clone());
        let violations: Vec<_> =
            builder.violations().iter().map(|violation| format!("\n  {violation}")).collect();
        assert!(
            violations.is_empty(),
            "the metrics go against the policy of their contract:{}",
            violations.concat()
        );
        let mut contract = builder.build();
        let folder = beside(manifest, file);
        let snapshot = folder.join(format!("{}__{name}.snap", module.replace("::", "__")));
        let earlier =
            fs::read_to_string(snapshot).ok().and_then(|text| Contract::from_snapshot_file(&text).ok());
        let mut text = String::new();
        if let Some(earlier) = earlier {
            contract = contract.keeping(&earlier, policy);
            let drift = Drift::under(policy, &earlier, &contract);
            if !drift.is_empty() {
                // insta prints its difference to standard error, too; the meaning comes first.
                text = format!("drift of the contract `{name}`:\n{drift}\n");
            }
        }
        if !text.is_empty() {
            told(&text);
        }
        Self { folder, text: contract.to_string() }
    }

    /// Where the snapshot lies.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The contract as text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Says something on standard error. The test's own output is the only place to say it before insta panics.
fn told(text: &str) {
    use std::io::Write as _;
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// The folder `snapshots` beside a source file, whose path the compiler gives relative to the workspace or to the package.
fn beside(manifest: &str, file: &str) -> PathBuf {
    let manifest = Path::new(manifest);
    let file = Path::new(file);
    let mut candidates = manifest.ancestors().map(|folder| folder.join(file));
    let source = candidates.find(|candidate| candidate.is_file()).unwrap_or_else(|| manifest.join(file));
    source.parent().unwrap_or(manifest).join("snapshots")
}
