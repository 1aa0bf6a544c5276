//! Whether several processes answer, or push, under one identity.

use super::motion::total;
use super::{Target, Track};
use crate::model::{Kind, Temporality, Timestamp};
use std::time::Duration;

/// Several processes that look like one.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Writers {
    /// How many were told apart.
    pub(in crate::rules) count: usize,
    /// The look in which it showed.
    pub(in crate::rules) look: u32,
    /// By what they are told apart.
    pub(in crate::rules) sign: String,
}

/// More are not counted: it would cost time, and nobody has so many behind one port.
const COUNTED: usize = 64;

impl<'v> Target<'v> {
    /// Several processes that look like this one target; none if it is one process, restarted or not.
    pub(in crate::rules) fn writers(&self) -> Option<&Writers> {
        let found =
            self.writers.get_or_init(|| if self.is_otlp() { self.pushing() } else { self.answering() });
        found.as_ref()
    }

    /// Processes that answer at one URL.
    fn answering(&self) -> Option<Writers> {
        let has_fallen = !self.falls().is_empty();
        // A process that computes its start anew each time may be off by a tick, so that alone proves nothing.
        let process = self
            .process_starts()
            .filter(|_| has_fallen)
            .filter_map(|track| Some((track, values_in_looks(track)?)));
        let mut found: Option<Writers> = None;
        for (track, turn) in
            process.chain(self.created_gauges().filter_map(|track| Some((track, values_in_looks(track)?))))
        {
            let name = self.name(track);
            consider(&mut found, &turn, || format!("`{name}` went back from {} to {}", turn.from, turn.to));
        }
        if found.is_none() {
            found = self.starts_in_turn(1);
        }
        let mut found =
            found.or_else(|| self.identities_in_turn()).or_else(|| self.values_in_turn(|_, _| true))?;
        if let Some(fall) = self.falls().first() {
            let name = self.name(self.of_fall(fall).0);
            found.sign += &format!("; `{name}` fell from {} to {}", fall.from, fall.to);
        }
        Some(found)
    }

    /// Processes that push as one resource.
    fn pushing(&self) -> Option<Writers> {
        self.starts_in_turn(2)
            .or_else(|| {
                self.values_in_turn(|track, step| {
                    let start = |at: usize| track.steps[at].point.start();
                    start(step).is_some() && start(step) == start(step - 1)
                })
            })
            .or_else(|| self.intervals_in_turn())
            .or_else(|| self.streams_in_turn())
    }

    /// Descriptions of a process that come back after another was said.
    fn identities_in_turn(&self) -> Option<Writers> {
        let family =
            self.families.iter().position(|family| matches!(family.name, "target_info" | "target"))?;
        let tracks: Vec<_> =
            self.tracks.iter().enumerate().filter(|(_, track)| track.family as usize == family).collect();
        // One series a look, or it describes something else.
        let mut said = vec![None; self.looks.len()];
        for (number, track) in &tracks {
            for step in &track.steps {
                if said[step.look as usize].replace(*number).is_some() {
                    return None;
                }
            }
        }
        let looks = (0..).zip(said).filter_map(|(look, said)| Some((look, said?)));
        let turn = turns(looks).filter(|turn| turn.has_returned)?;
        let labels = self.tracks[turn.to].labels;
        let sign = format!("`{}{labels}` came back after another was said", self.families[family].name);
        Some(Writers { count: turn.distinct, look: turn.look, sign })
    }

    /// Series whose start goes back to one that was left, or back in time as often as is asked.
    fn starts_in_turn(&self, backwards: usize) -> Option<Writers> {
        let mut found = None;
        for track in self.tracks.iter().filter(|track| track.counts()) {
            let steps = track.steps.iter();
            let starts = steps.filter_map(|step| Some((step.look, step.point.start()?)));
            if let Some(turn) = turns(starts).filter(|turn| turn.has_returned || turn.backwards >= backwards)
            {
                let name = self.name(track);
                consider(&mut found, &turn, || {
                    format!("the start of `{name}` went back from {} to {}", turn.from, turn.to)
                });
            }
        }
        found
    }

    /// Counters that lie on several growing lines, taken in turn.
    fn values_in_turn(&self, is_meant: impl Fn(&Track<'v>, usize) -> bool) -> Option<Writers> {
        let mut found: Option<Writers> = None;
        let falls = self.falls();
        let mut begin = 0;
        let mut grown: Vec<&Track<'v>> = Vec::new();
        for (number, track) in self.tracks.iter().enumerate().filter(|(_, track)| track.counts()) {
            let end = begin + falls[begin..].iter().take_while(|fall| fall.track as usize == number).count();
            let own = &falls[begin..end];
            begin = end;
            if own.is_empty() {
                grown.push(track);
                continue;
            }
            let explained = own.iter().any(|fall| {
                let (_, before, now) = self.of_fall(fall);
                self.has_restarted(before.look, now.look) || !is_meant(track, fall.step as usize)
            });
            if explained {
                continue;
            }
            if let Some((lines, look)) = lines(track, own.len()) {
                let name = self.name(track);
                let turn = Turn { distinct: lines, look, ..Turn::new(0.0) };
                consider(&mut found, &turn, || format!("`{name}` lies on {lines} growing lines in turn"));
            }
        }
        // A counter that grows all the while, also where others fall, is that of one process.
        let grows = |track: &&Track<'v>| {
            let mut pairs = track.pairs();
            track.steps.len() > 2 && pairs.all(|(before, now)| total(now.point) > total(before.point))
        };
        if grown.iter().any(grows) { None } else { found }
    }

    /// Differences whose intervals form several unbroken rows that overlap.
    fn intervals_in_turn(&self) -> Option<Writers> {
        for track in self.tracks.iter().filter(|track| track.is_delta()) {
            let mut rows: Vec<(Timestamp, usize)> = Vec::new();
            let mut overlaps = None;
            let mut last = None;
            for step in &track.steps {
                let (Some(start), Some(end)) = (step.point.start(), step.point.time()) else { continue };
                if last.is_some_and(|last| start < last) {
                    overlaps = Some(step.look);
                }
                last = Some(end);
                match rows.iter().position(|(known, _)| *known == start) {
                    Some(row) => rows[row] = (end, rows[row].1 + 1),
                    None if rows.len() < COUNTED => rows.push((end, 0)),
                    None => {}
                }
            }
            let going_on = rows.iter().filter(|(_, more)| *more > 0).count();
            if let Some(look) = overlaps.filter(|_| going_on > 1) {
                let name = self.name(track);
                let sign = format!("the intervals of `{name}` form {going_on} unbroken rows that overlap");
                return Some(Writers { count: going_on, look, sign });
            }
        }
        None
    }

    /// Streams that one of two simultaneous exports says and the other does not, again and again.
    fn streams_in_turn(&self) -> Option<Writers> {
        for track in self.tracks.iter().filter(|track| track.counts() && track.kind != Kind::Summary) {
            for (before, after) in track.pairs() {
                let same_start =
                    before.point.start().is_some() && before.point.start() == after.point.start();
                if after.look - before.look < 2 || !same_start {
                    continue;
                }
                let whole = self.between(before.look, after.look);
                let is_between = |look: u32| {
                    let near = self.between(before.look, look).min(self.between(look, after.look));
                    whole > Duration::ZERO && near * 4 < whole && self.says_alike(track, look)
                };
                if let Some(look) = (before.look + 1..after.look).take(COUNTED).find(|&look| is_between(look))
                {
                    let (name, labels) = (self.name(track), track.labels);
                    let sign =
                        format!("every other export leaves out `{name}{labels}`, a moment after it was sent");
                    return Some(Writers { count: 2, look, sign });
                }
            }
        }
        None
    }

    /// Whether a look says cumulative series of the same family that an earlier look said too.
    fn says_alike(&self, track: &Track<'_>, look: u32) -> bool {
        let family = &self.families[track.family as usize];
        let found = family.seen.binary_search_by_key(&look, |(seen, _)| *seen);
        found.is_ok_and(|at| family.seen[at].1.temporality() == Some(Temporality::Cumulative))
    }
}

/// What the value of a gauge does from look to look.
fn values_in_looks(track: &Track<'_>) -> Option<Turn<f64>> {
    turns(track.steps.iter().filter_map(|step| Some((step.look, step.point.number()?.as_f64()))))
}

/// What a value does that should only change once in a while, and never back.
struct Turn<T> {
    distinct: usize,
    has_returned: bool,
    backwards: usize,
    look: u32,
    from: T,
    to: T,
}

impl<T: Copy> Turn<T> {
    fn new(value: T) -> Self {
        Self { distinct: 1, has_returned: false, backwards: 0, look: 0, from: value, to: value }
    }
}

/// Whether values come back to what was left, or go back.
fn turns<T: Copy + PartialOrd>(mut values: impl Iterator<Item = (u32, T)>) -> Option<Turn<T>> {
    let (_, first) = values.next()?;
    let mut seen = vec![first];
    let mut last = first;
    let mut turn = Turn::new(first);
    for (look, value) in values {
        if value == last {
            continue;
        }
        let is_back = value < last;
        let is_known = seen.contains(&value);
        if (is_back || is_known) && turn.backwards == 0 && !turn.has_returned {
            (turn.look, turn.from, turn.to) = (look, last, value);
        }
        turn.backwards += usize::from(is_back);
        turn.has_returned |= is_known;
        if !is_known && seen.len() < COUNTED {
            seen.push(value);
        }
        last = value;
    }
    turn.distinct = seen.len();
    (turn.has_returned || turn.backwards > 0).then_some(turn)
}

/// Keeps the sign that tells most processes apart.
fn consider<T>(found: &mut Option<Writers>, turn: &Turn<T>, sign: impl FnOnce() -> String) {
    if found.as_ref().is_none_or(|known| known.count < turn.distinct) {
        *found = Some(Writers { count: turn.distinct, look: turn.look, sign: sign() });
    }
}

/// How many growing lines the values lie on, if they are taken in turn, and the look in which the first is left.
fn lines(track: &Track<'_>, falls: usize) -> Option<(usize, u32)> {
    let mut ends: Vec<f64> = Vec::new();
    let mut last: Option<f64> = None;
    let (mut left, mut returns_exactly) = (None, false);
    let mut look = None;
    for step in &track.steps {
        let Some(value) = total(step.point) else { continue };
        if let Some(before) = last
            && value < before
            && left.is_none()
        {
            // A counter that begins at zero again may well come to the same number.
            (left, look) = (Some(before).filter(|_| value > 0.0), look.or(Some(step.look)));
        } else if left == Some(value) {
            returns_exactly = true;
        }
        last = Some(value);
        let fitting = (0..ends.len()).filter(|&line| ends[line] <= value);
        match fitting.max_by(|&a, &b| ends[a].total_cmp(&ends[b])) {
            Some(line) => ends[line] = value,
            None if ends.len() < COUNTED => ends.push(value),
            None => return None,
        }
    }
    let in_turn = ends.len() > 1 && (returns_exactly || falls >= 2 && ends.len() <= falls);
    in_turn.then_some((ends.len(), look?))
}
