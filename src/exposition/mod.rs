//! The exposition room.
