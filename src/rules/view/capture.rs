//! Several looks at one service.

use std::cell::OnceCell;

use super::{ReadingView, World};
use crate::capture::{Capture, History};

/// A whole capture. Histories are made once, when the first rule asks for them.
pub(in crate::rules) struct CaptureView<'v> {
    pub(in crate::rules) capture: &'v Capture,
    histories: OnceCell<Vec<History<'v>>>,
}

impl<'v> CaptureView<'v> {
    pub(in crate::rules) fn of(capture: &'v Capture) -> Self {
        Self { capture, histories: OnceCell::new() }
    }

    /// What each series said over time.
    pub(in crate::rules) fn histories(&self) -> &[History<'v>] {
        self.histories.get_or_init(|| self.capture.series())
    }

    /// What each exchange said, in the order of arrival.
    pub(in crate::rules) fn readings(&self) -> impl DoubleEndedIterator<Item = ReadingView<'v>> + use<'v> {
        let capture = self.capture;
        capture.readings().filter_map(|(exchange, reading)| {
            Some(ReadingView { reading, exchange, world: World::of(exchange.format())? })
        })
    }
}
