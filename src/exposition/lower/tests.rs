//! What bodies say, as cases: a body and the reading in one line a series.

use std::fmt::Write as _;

use crate::exposition::{Format, parse};
use crate::model::{PointValue, Reading};

/// A reading in a form that is easy to read in a test: `kind name labels: points`.
fn told(reading: &Reading) -> String {
    let mut out = String::new();
    for family in reading.families() {
        let _ = write!(out, "{} {}", family.kind(), family.name());
        if let Some(unit) = family.unit() {
            let _ = write!(out, " [{unit}]");
        }
        if let Some(help) = family.help() {
            let _ = write!(out, " {help:?}");
        }
        out.push('\n');
        for series in family.series() {
            let _ = write!(out, "  {}", series.labels());
            for point in series.points() {
                match point.value() {
                    PointValue::Histogram(histogram) => {
                        let counts: Vec<_> = histogram.counts().iter().map(ToString::to_string).collect();
                        let _ = write!(out, " {:?}={counts:?}", histogram.bounds());
                        let said = |number: Option<crate::model::Number>| {
                            number.map_or("-".into(), |n| n.to_string())
                        };
                        let _ =
                            write!(out, " count {} sum {}", said(histogram.count()), said(histogram.sum()));
                    }
                    PointValue::Summary(summary) => {
                        let quantiles =
                            summary.quantiles().iter().map(|q| format!("{}:{}", q.quantile, q.value));
                        let _ = write!(out, " {:?}", quantiles.collect::<Vec<_>>());
                        let _ = write!(out, " count {:?} sum {:?}", summary.count(), summary.sum());
                    }
                    other => {
                        let _ = write!(out, " {other:?}");
                    }
                }
                if let Some(time) = point.time() {
                    let _ = write!(out, " @{time}");
                }
                if let Some(start) = point.start() {
                    let _ = write!(out, " since {start}");
                }
                for exemplar in point.exemplars() {
                    let _ = write!(out, " # {} {}", exemplar.labels(), exemplar.value());
                }
            }
            out.push('\n');
        }
    }
    out
}

#[track_caller]
fn says(format: Format, body: &str, expected: &str) {
    let exposition = parse(body.as_bytes(), format);
    let faults: Vec<_> = exposition.faults().map(|fault| fault.to_string()).collect();
    assert_eq!(faults, [""; 0]);
    assert_eq!(told(&exposition.lower()), expected);
}

#[test]
fn simple_families_are_read_with_their_metadata() {
    says(
        Format::PrometheusText,
        "# HELP up Is it \\\\ up?\n# TYPE up gauge\nup{job=\"a\"} 1 1520879607789\nup{job=\"b\"} 0\n",
        "gauge up \"Is it \\\\ up?\"\n  {job=\"a\"} 1 @1520879607.789\n  {job=\"b\"} 0\n",
    );
}

#[test]
fn an_openmetrics_counter_is_found_by_the_name_of_its_samples() {
    says(
        Format::OpenMetricsText,
        "# TYPE a_seconds counter\n# UNIT a_seconds seconds\na_seconds_total{x=\"1\"} 2 # {trace_id=\"t\"} 1.5\na_seconds_created{x=\"1\"} 1.25\n# EOF\n",
        "counter a_seconds_total [seconds]\n  {x=\"1\"} 2 since 1.25 # {trace_id=\"t\"} 1.5\n",
    );
}

#[test]
fn an_info_and_a_stateset_keep_their_labels() {
    says(
        Format::OpenMetricsText,
        "# TYPE build info\nbuild_info{version=\"1\"} 1\n# TYPE mode stateset\nmode{mode=\"on\"} 1\nmode{mode=\"off\"} 0\n# EOF\n",
        "info build_info\n  {version=\"1\"} 1\nstateset mode\n  {mode=\"on\"} 1\n  {mode=\"off\"} 0\n",
    );
}

#[test]
fn samples_of_a_histogram_become_one_point() {
    says(
        Format::PrometheusText,
        "# TYPE h histogram\nh_bucket{a=\"x\",le=\"1\"} 1\nh_bucket{a=\"x\",le=\"+Inf\"} 3\nh_sum{a=\"x\"} 2.5\nh_count{a=\"x\"} 3\n\
         h_bucket{le=\"1.0\",a=\"y\"} 0\nh_bucket{le=\"+Inf\",a=\"y\"} 0\nh_sum{a=\"y\"} 0\nh_count{a=\"y\"} 0\n",
        "histogram h\n  {a=\"x\"} [1.0, inf]=[\"1\", \"3\"] count 3 sum 2.5\n  {a=\"y\"} [1.0, inf]=[\"0\", \"0\"] count 0 sum 0\n",
    );
}

#[test]
fn samples_of_a_histogram_come_together_from_afar() {
    says(
        Format::PrometheusText,
        "# TYPE h histogram\nh_bucket{a=\"x\",le=\"+Inf\"} 1\nh_bucket{a=\"y\",le=\"+Inf\"} 2\nh_sum{a=\"x\"} 1\nh_sum{a=\"y\"} 2\nh_count{a=\"x\"} 1\nh_count{a=\"y\"} 2\n",
        "histogram h\n  {a=\"x\"} [inf]=[\"1\"] count 1 sum 1\n  {a=\"y\"} [inf]=[\"2\"] count 2 sum 2\n",
    );
}

#[test]
fn a_repeated_sample_is_another_point_of_the_series() {
    says(
        Format::PrometheusText,
        "# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\nh_count 1\nh_bucket{le=\"+Inf\"} 2\nh_count 2\n# TYPE c counter\nc 1\nc 2\n",
        "histogram h\n  {} [inf]=[\"1\"] count 1 sum - [inf]=[\"2\"] count 2 sum -\ncounter c\n  {} 1 2\n",
    );
}

#[test]
fn a_family_that_is_described_again_is_another_family() {
    says(
        Format::PrometheusText,
        "# TYPE c counter\nc 1\n# TYPE c counter\nc 2\n",
        "counter c\n  {} 1\ncounter c\n  {} 2\n",
    );
}

#[test]
fn what_fits_no_family_is_a_family_of_its_own() {
    says(
        Format::PrometheusText,
        "lonely 1\n# TYPE h histogram\nh_bucket 1\nh_bucket{le=\"x\"} 2\nh_total 3\n# TYPE g gauge\ng_sum 4\n",
        "unknown lonely\n  {} 1\nhistogram h\nunknown h_bucket\n  {} 1\n  {le=\"x\"} 2\nunknown h_total\n  {} 3\ngauge g\nunknown g_sum\n  {} 4\n",
    );
}

#[test]
fn metadata_may_all_come_first_and_late() {
    says(
        Format::PrometheusText,
        "# TYPE a gauge\n# TYPE b gauge\na 1\nb 2\n# HELP a late\n# TYPE idle counter\n",
        "gauge a \"late\"\n  {} 1\ngauge b\n  {} 2\ncounter idle\n",
    );
}

#[test]
fn a_summary_has_quantiles_and_sums() {
    says(
        Format::PrometheusText,
        "# TYPE s summary\ns{quantile=\"0.5\"} 1\ns{quantile=\"0.99\"} NaN\ns_sum 3\ns_count 2\n",
        "summary s\n  {} [\"0.5:1\", \"0.99:NaN\"] count Some(Int(2)) sum Some(Int(3))\n",
    );
}

#[test]
fn a_gauge_histogram_has_sums_of_its_own_name() {
    says(
        Format::OpenMetricsText,
        "# TYPE g gaugehistogram\ng_bucket{le=\"1.0\"} 1\ng_bucket{le=\"+Inf\"} 2\ng_gsum -1.5\ng_gcount 2\n# EOF\n",
        "gaugehistogram g\n  {} [1.0, inf]=[\"1\", \"2\"] count 2 sum -1.5\n",
    );
}

#[test]
fn quoted_names_are_names_like_others() {
    says(
        Format::PrometheusText1,
        "# TYPE \"http.duration\" gauge\n{\"http.duration\",\"a.b\"=\"c\"} 1\n{\"http.duration\",\"a.b\"=\"d\"} 2\n",
        "gauge http.duration\n  {a.b=\"c\"} 1\n  {a.b=\"d\"} 2\n",
    );
}

#[test]
fn integers_stay_exact_and_the_sign_of_zero_is_kept() {
    says(
        Format::PrometheusText,
        "a 9007199254740993\nb -0\nc 18446744073709551615\nd 1e3\n",
        "unknown a\n  {} 9007199254740993\nunknown b\n  {} -0.0\nunknown c\n  {} 18446744073709551615\nunknown d\n  {} 1000.0\n",
    );
}

#[test]
fn a_composite_value_is_a_histogram() {
    says(
        Format::OpenMetricsText2,
        "# TYPE h histogram\nh {count:3,sum:2.5,bucket:[0.5:1,+Inf:3]} st@1.5\n# EOF\n",
        "histogram h\n  {} [0.5, inf]=[\"1\", \"3\"] count 3 sum 2.5 since 1.5\n",
    );
}

#[test]
fn openmetrics_2_has_no_suffixes() {
    says(
        Format::OpenMetricsText2,
        "# TYPE a_total counter\na_total 1 st@5\n# TYPE b counter\nb 2\nb_total 3\n# TYPE s summary\ns {count:1,sum:2.5,quantile:[0.5:2]}\n# EOF\n",
        "counter a_total\n  {} 1 since 5\ncounter b\n  {} 2\nunknown b_total\n  {} 3\nsummary s\n  {} [\"0.5:2\"] count Some(Int(1)) sum Some(Float(2.5))\n",
    );
}

#[test]
fn what_is_no_part_of_its_family_is_a_family_of_its_own() {
    says(
        Format::OpenMetricsText2,
        "# TYPE h histogram\nh 1\n# TYPE g gauge\ng {count:1,sum:2,bucket:[+Inf:1]}\n# EOF\n",
        "histogram h\nunknown h\n  {} 1\ngauge g\nunknown g\n  {} [inf]=[\"1\"] count 1 sum 2\n",
    );
}

#[test]
fn a_sample_belongs_to_the_block_in_which_it_stands() {
    says(
        Format::PrometheusText,
        "# TYPE h_count gauge\nh_count 5\n# TYPE h histogram\nh_bucket{le=\"+Inf\"} 2\nh_sum 1\nh_count 2\n",
        "gauge h_count\n  {} 5\nhistogram h\n  {} [inf]=[\"2\"] count 2 sum 1\n",
    );
}

#[test]
fn points_of_a_series_keep_their_order() {
    let bucket = |time: u8| format!("h_bucket{{le=\"+Inf\"}} 1 {time}\n");
    let body = format!(
        "# TYPE h histogram\n{}h_count 1 1\n{}h_sum 1 2\nh_count 1 2\n{}",
        bucket(1),
        bucket(2),
        "h_bucket{x=\"1\",le=\"+Inf\"} 1\nh_sum{x=\"1\"} 1\nh_count{x=\"1\"} 1\n"
    );
    says(
        Format::PrometheusText,
        &body,
        "histogram h\n  {} [inf]=[\"1\"] count 1 sum - @0.001 [inf]=[\"1\"] count 1 sum 1 @0.002\n  {x=\"1\"} [inf]=[\"1\"] count 1 sum 1\n",
    );
}

#[test]
fn a_counter_described_by_the_name_of_its_samples_is_one_all_the_same() {
    says(
        Format::OpenMetricsText,
        "# TYPE a_total counter\n# HELP a_total x\na_total 1\n# TYPE b_total counter\nb_total_total 2\n# EOF\n",
        "counter a_total \"x\"\n  {} 1\ncounter b_total_total\n  {} 2\n",
    );
}

/// All buckets of all series before the first sum, more series than are looked through one by one.
#[test]
fn histograms_side_by_side_are_those_that_stand_one_after_the_other() {
    let lines = |order: &mut dyn Iterator<Item = (usize, usize)>| {
        let line = |(series, part): (usize, usize)| match part {
            0 => format!("h_bucket{{x=\"{series}\",le=\"1\"}} 1\n"),
            1 => format!("h_bucket{{x=\"{series}\",le=\"+Inf\"}} 2\n"),
            2 => format!("h_sum{{x=\"{series}\"}} 3\n"),
            _ => format!("h_count{{x=\"{series}\"}} 2\n"),
        };
        let body: String = order.map(line).collect();
        let reading = parse(format!("# TYPE h histogram\n{body}").as_bytes(), Format::PrometheusText).lower();
        let mut told: Vec<String> = told(&reading).lines().map(str::to_owned).collect();
        told.sort();
        told
    };
    let apart = lines(&mut (0..100).flat_map(|series| (0..4).map(move |part| (series, part))));
    let beside = lines(&mut (0..4).flat_map(|part| (0..100).map(move |series| (series, part))));
    assert_eq!(apart.len(), 101);
    assert_eq!(beside, apart);
}
