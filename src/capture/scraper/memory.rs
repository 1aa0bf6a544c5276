//! What a server remembers of a target from scrape to scrape, and what it makes of the next body: its scrape loop, sample by sample.

use rustc_hash::FxHashMap;
use std::time::{Duration, SystemTime};

use super::builder::Options;
use super::stored::{Dropped, StoredSample, exceeded, relabelled, stored};
use crate::exposition::{Ingest, Verdict};
use crate::model::Timestamp;

/// What Prometheus makes of a body.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// The samples that were read, also of a scrape that failed later.
    pub(super) scraped: usize,
    /// Those of them that metric relabelling left over.
    pub(super) relabelled: usize,
    /// The series that the server had not known.
    pub(super) added: usize,
    /// What is stored in the end; nothing if the scrape failed.
    pub(super) stored: Vec<StoredSample>,
    pub(super) dropped: Vec<Dropped>,
    /// Why the scrape failed.
    pub(super) error: Option<String>,
}

/// What earlier scrapes of the same target left behind.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// How many scrapes there were.
    scrapes: u64,
    /// The series by their spelling, each with the number of the scrape that had it last.
    spelled: FxHashMap<Vec<u8>, u64>,
    /// The time of the newest sample of each series that the last good scrape stored.
    newest: FxHashMap<Vec<(String, String)>, Timestamp>,
}

impl Memory {
    /// A scrape that brought no body to read. The server still knows its series when the target comes back.
    pub(super) fn pass(&mut self) {
        self.scrapes += 1;
    }

    /// What becomes of a body that arrived now.
    pub(super) fn take(
        &mut self,
        ingest: &Ingest<'_>,
        is_empty: bool,
        options: &Options,
        now: SystemTime,
    ) -> Taken {
        let mut taken = Taken { scraped: ingest.scraped, ..Taken::default() };
        let mut newest: FxHashMap<Vec<(String, String)>, Timestamp> = FxHashMap::default();
        let (mut appended, mut limit) = (0, None);
        for (index, read) in ingest.samples.iter().enumerate() {
            let Some(sample) = relabelled(stored(read, options), options) else { continue };
            taken.error = exceeded(&sample, options);
            if taken.error.is_some() {
                taken.scraped = index + 1;
                break;
            }
            taken.relabelled += 1;
            let seen = self.spelled.get_mut(&*read.spelling);
            let last = seen.map(|last| std::mem::replace(last, self.scrapes));
            if last == Some(self.scrapes) && sample.timestamp.is_none() {
                taken.dropped.push(Dropped { sample, why: REPEATED });
                continue;
            }
            appended += 1;
            if options.sample_limit.is_some_and(|limit| appended > limit) {
                // It is read to its end, so that the numbers tell how far beyond the limit it is.
                limit = Some("sample limit exceeded".to_owned());
                continue;
            }
            if let Some(why) = self.refuses(&sample, now) {
                taken.dropped.push(Dropped { sample, why });
                continue;
            }
            if last.is_none() {
                self.spelled.insert(read.spelling.to_vec(), self.scrapes);
                taken.added += usize::from(limit.is_none());
            }
            // Only now, when all is stored together, two spellings of one series meet.
            let time = sample.timestamp.unwrap_or_else(|| now.into());
            let why = match newest.get(&sample.labels) {
                Some(known) if time == *known && sample.timestamp.is_none() => REPEATED,
                Some(known) if time == *known => "a sample of the same series and time stands before it",
                Some(known) if time < *known => "it is older than the sample before it",
                _ => {
                    newest.insert(sample.labels.clone(), time);
                    taken.stored.push(sample);
                    continue;
                }
            };
            taken.dropped.push(Dropped { sample, why });
        }
        if let (None, Verdict::Refused { why, line }) = (&taken.error, &ingest.verdict) {
            taken.error = Some(if *line > 0 { format!("line {line}: {why}") } else { why.clone() });
        }
        taken.error = taken.error.or(limit);
        if taken.error.is_some() {
            taken.stored.clear();
            taken.dropped.clear();
        } else if !is_empty {
            self.newest = newest;
            let scrapes = self.scrapes;
            self.spelled.retain(|_, last| *last == scrapes);
        }
        self.scrapes += 1;
        taken
    }

    /// Why the storage does not even take a sample, if it does not.
    fn refuses(&self, sample: &StoredSample, now: SystemTime) -> Option<&'static str> {
        const AHEAD: Duration = Duration::from_secs(10 * 60);
        // Half of what its block in memory spans by default.
        const BEHIND: Duration = Duration::from_secs(60 * 60);
        let time = sample.timestamp?;
        if now.checked_add(AHEAD).is_some_and(|latest| time > latest.into()) {
            return Some("its time is more than ten minutes ahead");
        }
        if now.checked_sub(BEHIND).is_some_and(|earliest| time < earliest.into()) {
            return Some("its time is more than an hour ago");
        }
        let is_older = self.newest.get(&sample.labels).is_some_and(|newest| time < *newest);
        is_older.then_some("it is older than the last scrape's")
    }
}

const REPEATED: &str = "a sample of the same series stands before it";
