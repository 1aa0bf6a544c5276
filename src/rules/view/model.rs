//! Families and readings with the place that they came from.

use super::World;
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
}

impl<'v> ReadingView<'v> {
    pub(in crate::rules) fn families(&self) -> impl Iterator<Item = FamilyView<'v>> + use<'v> {
        let (reading, exchange, world) = (self.reading, self.exchange, self.world);
        reading.families().map(move |family| FamilyView { family, exchange, world })
    }
}
