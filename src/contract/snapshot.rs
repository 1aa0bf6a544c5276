//! `assert_contract!`: a contract held by a test, as an insta snapshot.

use insta::Settings;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::drift::Drift;
use super::policy::Policy;
use super::promise::Contract;
use crate::capture::Capture;

/// Holds the contract of a capture against its snapshot; without one, insta writes a new one to be reviewed.
///
/// The snapshot lies where insta's own macros put theirs: in the folder `snapshots` beside the test's file, named after the module and
/// the test, with `-2` and so on for further contracts of one test. It is reviewed with `cargo insta review` or by hand. The user's crate
/// needs no insta of its own; if it has one, what its `insta::Settings` say of folder and name holds here, too. A name and a [`Policy`]
/// can be given:
///
/// ```no_run
/// # use meterstick::capture::Capture;
/// # use meterstick::contract::Policy;
/// # let capture = Capture::default();
/// meterstick::assert_contract!(capture);
/// meterstick::assert_contract!("after login", capture);
/// meterstick::assert_contract!(capture, Policy::new().optional("login_failures_total"));
/// meterstick::assert_contract!("after login", capture, Policy::new().volatile_label("pid"));
/// ```
///
/// Optional families that were not seen this time are taken from the snapshot, so that their absence fails nothing and loses nothing.
///
/// # Panics
/// When the contract is not the one in the snapshot, with the changes by meaning before insta's own difference; when a decision of the
/// policy is violated; and when the capture holds no metrics at all.
#[macro_export]
macro_rules! assert_contract {
    (@held $name:expr, $capture:expr, $policy:expr) => {{
        fn here() {}
        let mut settings = $crate::__insta::Settings::clone_current();
        let settled = $crate::contract::snapshot::Settled::of(
            &$capture,
            &$policy,
            &$crate::contract::snapshot::Place {
                manifest: ::core::env!("CARGO_MANIFEST_DIR"),
                file: ::core::file!(),
                module: ::core::module_path!(),
                function: ::core::any::type_name_of_val(&here),
                name: $name,
            },
            &settings,
        );
        settings.set_snapshot_path(settled.folder());
        settings.set_omit_expression(true);
        settings.bind(|| $crate::__insta::assert_snapshot!(settled.name(), settled.text()));
    }};
    ($name:literal, $capture:expr, $policy:expr $(,)?) => {
        $crate::assert_contract!(@held ::core::option::Option::Some($name), $capture, $policy)
    };
    ($name:literal, $capture:expr $(,)?) => {
        $crate::assert_contract!($name, $capture, $crate::contract::Policy::new())
    };
    ($capture:expr, $policy:expr $(,)?) => {
        $crate::assert_contract!(@held ::core::option::Option::None, $capture, $policy)
    };
    ($capture:expr $(,)?) => {
        $crate::assert_contract!($capture, $crate::contract::Policy::new())
    };
}

/// Where an assertion stands. Made by [`assert_contract!`](crate::assert_contract).
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The folder of the package.
    pub manifest: &'static str,
    /// The source file, as the compiler says it.
    pub file: &'static str,
    /// The module.
    pub module: &'static str,
    /// A function inside the function that asserts.
    pub function: &'static str,
    /// The name that was given.
    pub name: Option<&'static str>,
}

impl Place {
    /// The name that was given, or that of the test, as insta would choose it.
    fn name(&self) -> String {
        if let Some(name) = self.name {
            return name.to_owned();
        }
        let mut function = self.function.rsplit_once("::").map_or("", |(function, _)| function);
        while let Some(outside) = function.strip_suffix("::{{closure}}") {
            function = outside;
        }
        let name = function.rsplit("::").next().unwrap_or_default();
        let name = name.strip_prefix("test_").unwrap_or(name);
        // A second contract of one test is another promise and needs another file.
        static USES: Mutex<Option<HashMap<String, usize>>> = Mutex::new(None);
        let mut uses = USES.lock().unwrap_or_else(PoisonError::into_inner);
        let uses = uses.get_or_insert_default().entry(format!("{}::{name}", self.module)).or_default();
        *uses += 1;
        if *uses == 1 { name.to_owned() } else { format!("{name}-{uses}") }
    }

    /// The folder of the source file, whose path the compiler gives relative to the workspace or to the package.
    fn folder(&self) -> PathBuf {
        let manifest = Path::new(self.manifest);
        let mut candidates = manifest.ancestors().map(|folder| folder.join(self.file));
        let source = candidates.find(|candidate| candidate.is_file());
        let source = source.unwrap_or_else(|| manifest.join(self.file));
        source.parent().unwrap_or(manifest).to_owned()
    }
}

/// A contract together with where its snapshot lies. Made by [`assert_contract!`](crate::assert_contract).
#[derive(Debug)]
pub struct Settled {
    folder: PathBuf,
    name: String,
    text: String,
}

impl Settled {
    /// Builds the contract, keeps from the snapshot what a person decided to keep, and tells of changes by meaning.
    ///
    /// # Panics
    /// When the policy is violated, or there is nothing to promise.
    #[must_use]
    #[track_caller]
    pub fn of(capture: &Capture, policy: &Policy, place: &Place, settings: &Settings) -> Self {
        let builder = capture.contract_under(policy.clone());
        let violations: Vec<_> =
            builder.violations().iter().map(|violation| format!("\n  {violation}")).collect();
        assert!(
            violations.is_empty(),
            "the metrics go against the policy of their contract:{}",
            violations.concat()
        );
        let mut contract = builder.build();
        let name = place.name();
        let folder = place.folder().join(settings.snapshot_path());
        let snapshot = folder.join(file_name(&name, place.module, settings));
        let mut told = String::new();
        if let Ok(text) = fs::read_to_string(&snapshot) {
            match Contract::from_snapshot_file(&text) {
                Ok(earlier) => {
                    contract = contract.keeping(&earlier, policy);
                    let drift = Drift::under(policy, &earlier, &contract);
                    if !drift.is_empty() {
                        told = format!("drift of the contract `{name}`:\n{drift}\n");
                    }
                }
                Err(error) => told = format!("the snapshot `{name}` holds no contract: {error}\n"),
            }
        }
        assert!(!contract.is_empty(), "the capture holds no metrics, so there is nothing to promise");
        if !told.is_empty() {
            // insta panics by itself, and prints its own difference before it does. Only here can the meaning be told, and only
            // through this macro does the harness show it together with the test that failed.
            eprint!("{told}");
        }
        Self { folder, name, text: contract.to_string() }
    }

    /// Where the snapshot lies.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// How it is called.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The contract as text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// The name of the file that insta will choose under these settings.
fn file_name(name: &str, module: &str, settings: &Settings) -> String {
    let module = match settings.prepend_module_to_snapshot() {
        true => format!("{}__", module.replace("::", "__")),
        false => String::new(),
    };
    let suffix = settings.snapshot_suffix().map(|suffix| format!("@{suffix}")).unwrap_or_default();
    format!("{module}{}.snap", format!("{name}{suffix}").replace(['/', '\\'], "__"))
}
