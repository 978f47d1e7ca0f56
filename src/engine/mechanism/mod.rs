//! engine/mechanism.
