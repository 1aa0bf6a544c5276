use super::*;

/// Writes down what it was told.
#[derive(Default)]
struct Heard(Vec<String>);

impl Library for Heard {
    const WORDS: &[&str] = &["record", "records", "callback", "flush", "shutdown"];

    fn record(&mut self, kind: Kind, name: &str, value: &Number, attributes: &[Attribute]) -> Told {
        assert!(kind != Kind::Gauge, "no such\nkind");
        let value = if value.is_whole() {
            value.of::<u64>()?.to_string()
        } else {
            format!("{:?}", value.of::<f64>()?)
        };
        self.0.push(format!("{kind:?} {name:?} {value} {attributes:?}"));
        Ok(())
    }

    fn callback(&mut self, name: &str, asked: Observation) -> Told {
        self.0.push(format!("{name:?} {asked:?}"));
        Ok(())
    }

    fn flush(&mut self) -> Told {
        Err("it said\n no".into())
    }

    fn shutdown(&mut self, timeout: Option<Duration>) -> Told {
        self.0.push(format!("{timeout:?}"));
        Ok(())
    }
}

/// Offers as little as possible.
struct Deaf;

impl Library for Deaf {
    const WORDS: &[&str] = &["record"];

    fn record(&mut self, _: Kind, _: &str, _: &Number, _: &[Attribute]) -> Told {
        Ok(())
    }
}

/// What is answered to some lines, after the greeting, and whether they ended by `raise`.
fn answers<L: Library>(library: &mut L, lines: &[u8]) -> (Vec<String>, bool) {
    let mut output = Vec::new();
    let is_to_raise = converse(library, lines, &mut output);
    let output = String::from_utf8(output).expect("answers are UTF-8");
    (output.lines().map(str::to_owned).collect(), is_to_raise)
}

#[test]
fn each_command_has_one_answer() {
    for (command, answer, told) in [
        ("record counter a%20b 1", "ok", r#"Counter "a b" 1 []"#),
        (
            "record updown n -1.5 k=v =e a%3Db=",
            "ok",
            r#"UpDown "n" -1.5 [("k", "v"), ("", "e"), ("a=b", "")]"#,
        ),
        ("record histogram n NaN", "ok", r#"Histogram "n" NaN []"#),
        ("record counter n -Inf", "ok", r#"Counter "n" -inf []"#),
        ("record counter n 1e3\r", "ok", r#"Counter "n" 1000.0 []"#),
        ("record counter n -1", "failed -1 is no u64", ""),
        ("record counter n 18446744073709551616", "failed 18446744073709551616 is no u64", ""),
        ("record counter n 1 k=%ED%A0%80", "failed %ED%A0%80 is not UTF-8", ""),
        ("record counter %z0 1", "failed no percent-encoding: %z0", ""),
        ("record counter %0", "failed these are not the words of `record`", ""),
        ("record counter %0 1", "failed no percent-encoding: %0", ""),
        ("record counter n 1 k", "failed no = in k", ""),
        ("record summary n 1", "failed no kind of instrument: summary", ""),
        ("record gauge n 1", "failed panic: no such kind", ""),
        ("records 2 counter n k", "ok", r#"Counter "n" 1 [("k", "0")], Counter "n" 1 [("k", "1")]"#),
        ("callback n 7", "ok", r#""n" Gives(Number("7"))"#),
        ("callback n raise", "ok", r#""n" Raises"#),
        ("callback n slow 20", "ok", r#""n" Slow(20ms)"#),
        ("flush", "failed it said no", ""),
        ("flush soon", "failed invalid digit found in string", ""),
        ("shutdown", "ok", "None"),
        ("shutdown 100", "ok", "Some(100ms)"),
        ("fork", "unknown", ""),
        ("", "unknown", ""),
    ] {
        let mut library = Heard::default();
        let (answered, _) = answers(&mut library, format!("{command}\n").as_bytes());
        assert_eq!(answered[1..], [answer], "{command}");
        assert_eq!(library.0.join(", "), told, "{command}");
    }
}

#[test]
fn the_greeting_says_what_is_offered_and_nothing_else_is_known() {
    let (answered, _) = answers(&mut Deaf, b"flush\n\xFF\nrecord counter n 1");
    assert_eq!(answered, ["meterstick 1 record stop raise", "unknown", "unknown", "ok"]);
}

#[test]
fn nothing_is_read_after_the_end() {
    let mut library = Heard::default();
    let (answered, is_to_raise) = answers(&mut library, b"stop\nrecord counter n 1\n");
    assert_eq!((answered.len(), is_to_raise), (2, false));
    let (answered, is_to_raise) = answers(&mut library, b"raise\nrecord counter n 1\n");
    assert_eq!((answered.len(), is_to_raise), (2, true));
    assert!(library.0.is_empty());
}
