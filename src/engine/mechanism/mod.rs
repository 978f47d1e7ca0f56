//! One way in which a risk costs money, per file.

pub(super) mod closure;
pub(super) mod degradation;
pub(super) mod demand_shift;
pub(super) mod emergency;
pub(super) mod enforcement;
pub(super) mod incident;
pub(super) mod obligation;
pub(super) mod outage;
pub(super) mod rule_change;
pub(super) mod service_loss;
