//! Several looks at one service.

use std::cell::OnceCell;

use super::{ReadingView, World};
use crate::bridge::Parity;
use crate::capture::{Capture, History};

/// A whole capture. Histories are made once, when the first rule asks for them.
pub(in crate::rules) struct CaptureView<'v> {
    pub(in crate::rules) capture: &'v Capture,
    histories: OnceCell<Vec<History<'v>>>,
    parity: OnceCell<Option<Parity>>,
}

impl<'v> CaptureView<'v> {
    pub(in crate::rules) fn of(capture: &'v Capture) -> Self {
        Self { capture, histories: OnceCell::new(), parity: OnceCell::new() }
    }

    /// What each series said over time.
    pub(in crate::rules) fn histories(&self) -> &[History<'v>] {
        self.histories.get_or_init(|| self.capture.series())
    }

    /// What was pushed held against what was scraped, where the capture shows that both are one process seen through a bridge.
    pub(in crate::rules) fn parity(&self) -> Option<&Parity> {
        let compare = || Parity::of(self.capture, self.capture, &Parity::evident(self.capture)?);
        self.parity.get_or_init(compare).as_ref()
    }

    /// What each exchange said, in the order of arrival.
    pub(in crate::rules) fn readings(&self) -> impl DoubleEndedIterator<Item = ReadingView<'v>> + use<'v> {
        let capture = self.capture;
        capture.readings().filter_map(|(exchange, reading)| {
            Some(ReadingView { reading, exchange, world: World::of(exchange.format())? })
        })
    }
}
