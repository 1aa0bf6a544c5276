//! x
pub(in crate::exposition) fn write() {}
