//! Commands as they are read from their line.

use std::error::Error;
use std::str::FromStr;
use std::time::Duration;

/// A key and its value.
pub type Attribute = (String, String);

/// The kind of an instrument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Only rises.
    Counter,
    /// Rises and falls.
    UpDown,
    /// Is set.
    Gauge,
    /// Counts values by their size.
    Histogram,
}

/// A number as it was written, so that each library reads it as what it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number(String);

/// What an asynchronous gauge does when it is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Observation {
    /// Gives a number.
    Gives(Number),
    /// Raises an error.
    Raises,
    /// Takes its time, then gives 1.
    Slow(Duration),
}

/// A command, but for `stop` and `raise`.
#[derive(Debug)]
pub(super) enum Command {
    Record { kind: Kind, name: String, value: Number, attributes: Vec<Attribute> },
    Records { number: u64, kind: Kind, name: String, key: String },
    Callback { name: String, asked: Observation },
    Flush,
    Shutdown { timeout: Option<Duration> },
}

impl Number {
    pub(super) fn one() -> Self {
        Self("1".to_owned())
    }

    /// Whether it is an integer to a library that has instruments for those.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        // The letter n stands in NaN and in Inf.
        !self.0.contains(['.', 'e', 'E', 'n', 'N'])
    }

    /// The number as a type of this language.
    ///
    /// # Errors
    /// When it is none of that type.
    pub fn of<N: FromStr>(&self) -> Result<N, String> {
        self.0.parse().map_err(|_| format!("{} is no {}", self.0, std::any::type_name::<N>()))
    }
}

impl Command {
    /// Reads a line whose first word is known.
    pub(super) fn read(line: &str) -> Result<Self, Box<dyn Error>> {
        let words: Vec<&str> = line.split(' ').collect();
        match *words {
            ["record", kind, name, value, ref attributes @ ..] => Ok(Self::Record {
                kind: self::kind(kind)?,
                name: text(name)?,
                value: Number(text(value)?),
                attributes: attributes.iter().map(|word| attribute(word)).collect::<Result<_, _>>()?,
            }),
            ["records", number, kind, name, key] => Ok(Self::Records {
                number: number.parse()?,
                kind: self::kind(kind)?,
                name: text(name)?,
                key: text(key)?,
            }),
            ["callback", name, "raise"] => {
                Ok(Self::Callback { name: text(name)?, asked: Observation::Raises })
            }
            ["callback", name, "slow", time] => {
                Ok(Self::Callback { name: text(name)?, asked: Observation::Slow(milliseconds(time)?) })
            }
            ["callback", name, value] => {
                Ok(Self::Callback { name: text(name)?, asked: Observation::Gives(Number(text(value)?)) })
            }
            ["flush"] => Ok(Self::Flush),
            ["flush", time] => milliseconds(time).map(|_| Self::Flush),
            ["shutdown"] => Ok(Self::Shutdown { timeout: None }),
            ["shutdown", time] => Ok(Self::Shutdown { timeout: Some(milliseconds(time)?) }),
            _ => Err(format!("these are not the words of `{}`", words[0]).into()),
        }
    }
}

fn kind(word: &str) -> Result<Kind, Box<dyn Error>> {
    match word {
        "counter" => Ok(Kind::Counter),
        "updown" => Ok(Kind::UpDown),
        "gauge" => Ok(Kind::Gauge),
        "histogram" => Ok(Kind::Histogram),
        _ => Err(format!("no kind of instrument: {word}").into()),
    }
}

fn milliseconds(word: &str) -> Result<Duration, Box<dyn Error>> {
    Ok(Duration::from_millis(word.parse()?))
}

fn attribute(word: &str) -> Result<Attribute, Box<dyn Error>> {
    let (key, value) = word.split_once('=').ok_or_else(|| format!("no = in {word}"))?;
    Ok((text(key)?, text(value)?))
}

/// Takes away the percent-encoding. What is not UTF-8 can be no string in this language.
fn text(word: &str) -> Result<String, Box<dyn Error>> {
    let mut bytes = Vec::with_capacity(word.len());
    let mut rest = word.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let mut digit = || rest.next().and_then(|byte| char::from(byte).to_digit(16));
                let (high, low) = (digit(), digit());
                high.zip(low)
                    .and_then(|(high, low)| u8::try_from(16 * high + low).ok())
                    .ok_or_else(|| format!("no percent-encoding: {word}"))?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).map_err(|_| format!("{word} is not UTF-8").into())
}
