//! What a field asks of its figure.

use crate::units::Dimension;

/// Dimension of a figure, whether it may be negative, and when it is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub dimension: Dimension,
    pub signed: bool,
    pub per_event: bool,
}

impl Asked {
    const fn of(dimension: Dimension) -> Asked {
        Asked { dimension, signed: false, per_event: false }
    }

    /// It may be negative.
    pub const fn signed(self) -> Asked {
        Asked { signed: true, ..self }
    }

    /// It is drawn for each event, not once per trial.
    pub const fn per_event(self) -> Asked {
        Asked { per_event: true, ..self }
    }
}

pub(super) const MONEY: Asked = Asked::of(Dimension::Money);
pub(super) const SHARE: Asked = Asked::of(Dimension::Share);
pub(super) const DURATION: Asked = Asked::of(Dimension::Duration);
pub(super) const RATE: Asked = Asked::of(Dimension::RatePerYear);
pub(super) const COUNT: Asked = Asked::of(Dimension::Count);
pub(super) const FACTOR: Asked = Asked::of(Dimension::Factor);
pub(super) const HOURS: Asked = Asked::of(Dimension::HoursPerMonth);
