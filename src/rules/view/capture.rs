//! Several looks at one service.

use std::cell::OnceCell;

use super::sequence::{self, Target};
use super::{Answer, ReadingView, World, Worlds, obstacle};
use crate::bridge::Parity;
use crate::capture::{Capture, Exchange, History, Transport};

/// A whole capture. What it says over time is put together once, when the first rule asks for it.
pub(in crate::rules) struct CaptureView<'v> {
    pub(in crate::rules) capture: &'v Capture,
    histories: OnceCell<Vec<History<'v>>>,
    targets: OnceCell<Vec<Target<'v>>>,
    parity: OnceCell<Option<Parity>>,
}

impl<'v> CaptureView<'v> {
    pub(in crate::rules) fn of(capture: &'v Capture) -> Self {
        Self { capture, histories: OnceCell::new(), targets: OnceCell::new(), parity: OnceCell::new() }
    }

    /// What each series said over time.
    pub(in crate::rules) fn histories(&self) -> &[History<'v>] {
        self.histories.get_or_init(|| self.capture.series())
    }

    /// Each target with the looks at it; none in a capture of a single reading, where nothing is to be compared.
    pub(in crate::rules) fn targets(&self) -> &[Target<'v>] {
        self.targets
            .get_or_init(|| if self.is_alone() { Vec::new() } else { sequence::targets(self.capture) })
    }

    /// What was pushed held against what was scraped, where the capture shows that both are one process seen through a bridge.
    pub(in crate::rules) fn parity(&self) -> Option<&Parity> {
        let is_scrape = |exchange: &Exchange| exchange.transport() == Transport::Scrape;
        let requests = self.capture.requests();
        if requests.iter().all(is_scrape) || !requests.iter().any(is_scrape) {
            return None;
        }
        let compare = || Parity::of(self.capture, self.capture, &Parity::evident(self.capture)?);
        self.parity.get_or_init(compare).as_ref()
    }

    /// Whether the capture is a single scrape. There is nothing to compare it with, and lowering a large text costs more than all else.
    fn is_alone(&self) -> bool {
        matches!(self.capture.requests(), [only] if only.transport() == Transport::Scrape)
    }

    /// What each exchange said, in the order of arrival; nothing of a single scrape, which is judged by itself already.
    pub(in crate::rules) fn readings(&self) -> impl DoubleEndedIterator<Item = ReadingView<'v>> + use<'v> {
        let capture = self.capture;
        let readings = Some(capture.readings()).filter(|_| !self.is_alone()).into_iter().flatten();
        readings.filter_map(|(exchange, reading)| {
            Some(ReadingView { reading, exchange, world: World::of(exchange.format())? })
        })
    }

    /// The expositions that can be read as a whole, in the order of arrival. Nothing is read yet.
    pub(in crate::rules) fn expositions(&self) -> impl Iterator<Item = &'v Exchange> + use<'v> {
        let is_whole = |exchange: &&Exchange| {
            let world = World::of(exchange.format()).filter(|&world| Worlds::EXPOSITIONS.contains(world));
            world.is_some_and(|world| obstacle(exchange, world).is_none())
                && Answer::to_get(exchange).is_some()
                && exchange.problem().is_none()
        };
        self.capture.requests().iter().filter(is_whole)
    }
}
