//! The control protocol: commands on the standard input of a program, answers on its standard output.

use std::collections::VecDeque;
use std::io::Write;
use std::process::ChildStdin;
use std::time::Instant;

use super::seen::Call;

/// How a program is told that it may be told things.
pub(super) const VARIABLE: &str = "METERSTICK_CONTROL";
const GREETING: &str = "meterstick 1";
/// How long the text is that `{long}` stands for: longer than any limit that a backend has for a value, and short of what a reader of lines takes.
const LONG: usize = 60_000;

/// The conversation with a program that speaks the protocol.
#[derive(Debug)]
pub(super) struct Control {
    input: Option<ChildStdin>,
    /// The commands that the program knows; `None` until it has said so.
    words: Option<Vec<String>>,
    waiting: VecDeque<(String, Instant)>,
    calls: Vec<Call>,
}

impl Control {
    pub(super) fn new(input: Option<ChildStdin>) -> Self {
        Self { input, words: None, waiting: VecDeque::new(), calls: Vec::new() }
    }

    /// Takes a line of the standard output, if it is part of the conversation.
    pub(super) fn hear(&mut self, line: &str) -> bool {
        if self.words.is_none() {
            let words = line.strip_prefix(GREETING).filter(|rest| rest.is_empty() || rest.starts_with(' '));
            self.words = words.map(|words| words.split_whitespace().map(str::to_owned).collect());
            return self.words.is_some();
        }
        let word = line.split(' ').next().unwrap_or_default();
        if !matches!(word, "ok" | "failed" | "unknown") {
            return false;
        }
        let Some((command, begun)) = self.waiting.pop_front() else { return false };
        self.calls.push(Call { command, answer: Some(line.to_owned()), took: begun.elapsed() });
        true
    }

    /// The commands that the program knows, once it has said so.
    pub(super) fn words(&self) -> Option<&[String]> {
        self.words.as_deref()
    }

    pub(super) fn knows(&self, word: &str) -> bool {
        self.words.iter().flatten().any(|known| known == word)
    }

    /// Sends a command. A program that no longer listens will not answer, which tells.
    pub(super) fn send(&mut self, command: &str) {
        self.waiting.push_back((command.to_owned(), Instant::now()));
        // What nobody wants to read in a scenario or a report.
        let command = command.replace("{long}", &"x".repeat(LONG));
        if let Some(input) = &mut self.input {
            let _ = writeln!(input, "{command}").and_then(|()| input.flush());
        }
    }

    /// Whether everything that was sent has been answered.
    pub(super) fn is_idle(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Everything that was sent, with what was answered.
    pub(super) fn calls(&self) -> Vec<Call> {
        let open = self.waiting.iter();
        let open = open.map(|(command, begun)| Call {
            command: command.clone(),
            answer: None,
            took: begun.elapsed(),
        });
        self.calls.iter().cloned().chain(open).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_belong_to_commands_in_their_order() {
        let mut control = Control::new(None);
        assert!(!control.hear("ok before the greeting"));
        assert!(!control.hear("meterstick 12"));
        assert!(control.hear("meterstick 1 record flush"));
        assert!(control.knows("flush") && !control.knows("fork"));
        control.send("record counter x 1");
        control.send("flush");
        assert!(!control.hear("a line of its own"));
        assert!(control.hear("ok") && control.hear("failed no answer"));
        assert!(!control.hear("ok too much"));
        let calls: Vec<_> = control.calls().into_iter().map(|call| (call.command, call.answer)).collect();
        assert_eq!(calls[1], ("flush".to_owned(), Some("failed no answer".to_owned())));
        assert!(control.is_idle());
    }
}
