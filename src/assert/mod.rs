//! The assert room.
