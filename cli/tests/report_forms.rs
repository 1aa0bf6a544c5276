//! The forms of a report, each read by an independent reader where there is one.

mod command;

use command::meterstick;
use serde_json::Value;

/// A body with an error that names a spot, one that names a line, and characters that every form has to escape.
const BODY: &str = "# TYPE seats gauge\nseats{job=\"a,b:c%|<é>\",x=} 1\n# TYPE wait histogram\nwait_bucket{le=\"1\"} 3\n\
                    wait_bucket{le=\"+Inf\"} 2\nwait_sum 1\nwait_count 2\n";

fn report(form: &str) -> String {
    let arguments =
        ["check", "--profile", "prometheus-3", "--format", "prometheus-text", "--output", form, "-"];
    let ended = meterstick(&arguments, BODY);
    ended.exits_with(1);
    ended.out
}

#[test]
fn sarif_is_what_the_types_made_from_its_schema_say() {
    let text = report("sarif");
    let document: Value = serde_json::from_str(&text).expect("JSON");
    let typed: serde_sarif::sarif::Sarif = serde_json::from_str(&text).expect("SARIF 2.1.0");
    let back = serde_json::to_value(&typed).expect("JSON again");
    // What the schema does not know would be lost on the way.
    assert_eq!(back, document);
    let results = document["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.len(), 2);
    let rules = document["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules");
    for result in results {
        let index = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    let region = &results[0]["locations"][0]["physicalLocation"]["region"];
    // Columns are counted in characters: the accented letter is one.
    assert_eq!((&region["startLine"], &region["startColumn"]), (&2.into(), &26.into()));
}

#[test]
fn junit_has_a_case_for_each_rule_and_one_for_having_looked() {
    let text = report("junit");
    let read = quick_junit::Report::deserialize_from_str(&text).expect("JUnit XML");
    let suite = &read.test_suites[0];
    let names: Vec<&str> = suite.test_cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names, ["looked at", "histogram/buckets-not-cumulative", "syntax/label-value-unquoted"]);
    assert_eq!((read.tests, read.failures), (3, 2));
}

#[test]
fn github_escapes_what_would_end_a_command() {
    let text = report("github");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with("::error file=standard input,line=2,col="), "{text}");
    assert!(
        lines[0].contains("title=syntax/label-value-unquoted::") && lines[0].contains("%0Ahelp: "),
        "{text}"
    );
}

#[test]
fn markdown_has_a_row_for_each_finding() {
    let text = report("markdown");
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| error |")).collect();
    assert_eq!(rows.len(), 2, "{text}");
    let cells = |row: &str| row.replace("\\|", "").matches('|').count();
    assert!(rows.iter().all(|row| cells(row) == 6), "{text}");
}

#[test]
fn a_json_report_names_rule_citation_and_place() {
    let document: Value = serde_json::from_str(&report("json")).expect("JSON");
    let finding = &document["findings"][1];
    assert_eq!(finding["rule"], "histogram/buckets-not-cumulative");
    assert_eq!(finding["place"]["family"], "wait");
    assert_eq!(finding["place"]["line"], 5);
    for key in ["spec", "version", "section"] {
        assert!(finding["citation"][key].as_str().is_some_and(|text| !text.is_empty()), "{finding}");
    }
    assert_eq!(document["summary"]["error"], 2);
}
