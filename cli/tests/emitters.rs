//! The main job on real processes: emitters with released libraries under `meterstick run`, held to their contracts.

mod command;

use command::{Ended, meterstick, root};
use std::env;
use std::path::PathBuf;
use std::process::Command;

/// What an emitter needs on the machine.
fn has_python() -> bool {
    let found = Command::new("python3").arg("--version").output().is_ok_and(|output| output.status.success());
    // A machine without Python may test the rest; where everything is asked for, nothing is left out.
    assert!(found || env::var_os("CI").is_none(), "CI needs python3 for the Python emitters");
    if !found {
        eprintln!("SKIPPED: the Python emitters need python3 on this machine");
    }
    found
}

fn emitter(name: &str) -> Vec<String> {
    let run = root().join("conformance/emitters/python/run");
    vec![run.display().to_string(), name.to_owned()]
}

fn snapshot(name: &str) -> PathBuf {
    root().join(format!("snapshots/{name}.snap"))
}

/// Runs an emitter and compares it with its contract, or writes that if `UPDATE_CONTRACTS` is set.
fn run(contract: &str, options: &[&str], program: &[String]) -> Ended {
    let contract = snapshot(contract).display().to_string();
    let policy = root().join("conformance/emitters/meterstick.toml").display().to_string();
    let mut arguments = vec!["run", "--contract", &contract, "--policy", &policy];
    if env::var_os("UPDATE_CONTRACTS").is_some() {
        arguments.push("--update-contract");
    }
    arguments.extend(options);
    arguments.push("--");
    arguments.extend(program.iter().map(String::as_str));
    meterstick(&arguments, "")
}

const SCRAPE: [&str; 2] = ["--scrape", "http://127.0.0.1:{port}/metrics"];

fn with_port(mut program: Vec<String>) -> Vec<String> {
    program.extend(["--port".to_owned(), "{port}".to_owned()]);
    program
}

#[test]
fn prometheus_client_keeps_its_contract() {
    if has_python() {
        let options = [&SCRAPE[..], &["--until", "orders_processed_total"]].concat();
        run("python_prometheus_client", &options, &with_port(emitter("prometheus_client_exporter")))
            .exits_with(0);
    }
}

#[test]
fn the_sdk_keeps_one_contract_over_grpc_and_http() {
    if has_python() {
        for protocol in ["grpc", "http/protobuf"] {
            run("python_otlp", &["--protocol", protocol], &emitter("otlp")).exits_with(0);
        }
    }
}

const BOTH: [&str; 4] = ["--until", "orders.processed", "--until", "orders_processed_total"];

#[test]
fn the_bridge_keeps_its_contract_on_both_sides() {
    if has_python() {
        run("python_bridge", &[&SCRAPE[..], &BOTH].concat(), &with_port(emitter("bridge"))).exits_with(0);
    }
}

#[test]
fn one_run_of_the_bridge_is_the_same_on_both_sides() {
    if has_python() && env::var_os("UPDATE_CONTRACTS").is_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let capture = folder.path().join("both.capture").display().to_string();
        let options = [&SCRAPE[..], &BOTH, &["--out", &capture]].concat();
        run("python_bridge", &options, &with_port(emitter("bridge"))).exits_with(0);
        let ended = meterstick(&["parity", "--fail-on", "warning", &capture], "");
        ended.exits_with(0);
        ended.says("parity kept: 4 instruments");
    }
}

#[test]
fn a_renamed_counter_is_drift_and_is_named() {
    if has_python() && env::var_os("UPDATE_CONTRACTS").is_none() {
        let mut program = with_port(emitter("bridge"));
        program.push("--rename".to_owned());
        let until = ["--until", "orders.handled", "--until", "orders_handled_total"];
        let ended = run("python_bridge", &[&SCRAPE[..], &until].concat(), &program);
        ended.exits_with(1);
        ended.says("`orders.processed` is now called `orders.handled`");
        ended.says("`orders_processed_total` is now called `orders_handled_total`");
    }
}

#[test]
fn a_program_that_dies_early_has_said_nothing() {
    if has_python() && env::var_os("UPDATE_CONTRACTS").is_none() {
        let program: Vec<String> =
            ["python3", "-c", "import os; os.kill(os.getpid(), 9)"].map(String::from).to_vec();
        let ended = run("python_bridge", &SCRAPE, &program);
        ended.exits_with(2);
        ended.complains("the program failed: `python3` was ended by signal 9");
        ended.complains("nothing was captured: no export arrived");
    }
}

const EACH_MOMENT: [&str; 2] = ["--interval", "50ms"];

#[test]
fn gunicorn_keeps_its_contract_and_is_told_that_its_workers_answer_in_turn() {
    if has_python() {
        let options = [&SCRAPE[..], &EACH_MOMENT, &["--until", "python_workers_alternated"]].concat();
        let ended = run("python_gunicorn", &options, &with_port(emitter("gunicorn_server")));
        ended.exits_with(1);
        ended.says("error[worker/alternating-answers]");
        ended.says("answer in turn: `process_start_time_seconds` went back");
        ended.says("contract");
        ended.says(": kept");
        ended.says("1 error, 0 warnings");
    }
}

#[test]
fn gunicorn_keeps_its_contract_in_multiprocess_mode() {
    if has_python() {
        let mut program = with_port(emitter("gunicorn_server"));
        program.push("--multiprocess".to_owned());
        let options = [&SCRAPE[..], &EACH_MOMENT, &["--until", "order_duration_seconds"]].concat();
        run("python_gunicorn_multiprocess", &options, &program).exits_with(0);
    }
}
