//! Families and readings with the place that they came from.

use std::cell::OnceCell;

use super::{Census, World};
use crate::capture::Exchange;
use crate::model::{Family, Reading};

/// A family of the model, as one exchange says it.
#[derive(Clone, Copy)]
pub(in crate::rules) struct FamilyView<'v> {
    pub(in crate::rules) family: Family<'v>,
    pub(in crate::rules) exchange: &'v Exchange,
    pub(in crate::rules) world: World,
}

/// Everything that one exchange says.
pub(in crate::rules) struct ReadingView<'v> {
    pub(in crate::rules) reading: &'v Reading,
    pub(in crate::rules) exchange: &'v Exchange,
    pub(in crate::rules) world: World,
    census: OnceCell<Census<'v>>,
}

impl<'v> ReadingView<'v> {
    pub(in crate::rules) fn of(reading: &'v Reading, exchange: &'v Exchange, world: World) -> Self {
        Self { reading, exchange, world, census: OnceCell::new() }
    }

    /// The values that labels have, counted when the first rule asks for them.
    pub(in crate::rules) fn census(&self) -> &Census<'v> {
        self.census.get_or_init(|| Census::of(self.reading))
    }

    pub(in crate::rules) fn families(&self) -> impl Iterator<Item = FamilyView<'v>> + use<'v> {
        let (reading, exchange, world) = (self.reading, self.exchange, self.world);
        reading.families().map(move |family| FamilyView { family, exchange, world })
    }
}
