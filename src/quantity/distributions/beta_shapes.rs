//! What beta distributions of the same shapes have in common, worked out once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

use crate::math::{BetaQuantiles, IncompleteBeta};

/// The functions of one pair of shapes.
#[derive(Debug)]
pub(super) struct BetaShapes {
    pub function: IncompleteBeta,
    quantiles: OnceLock<Option<BetaQuantiles>>,
}

/// Equal shapes have equal tables, whether or not they are made yet.
impl PartialEq for BetaShapes {
    fn eq(&self, other: &Self) -> bool {
        self.function == other.function
    }
}

impl BetaShapes {
    /// The table that trials draw from, made when first asked for; `None` for shapes that have none.
    pub fn quantiles(&self) -> Option<&BetaQuantiles> {
        self.quantiles.get_or_init(|| BetaQuantiles::new(&self.function)).as_ref()
    }
}

type Known = BTreeMap<[u64; 2], Weak<BetaShapes>>;

/// What is in use anywhere, by the bits of the shapes: a memory of a pure function, which no result can depend on.
static KNOWN: Mutex<Known> = Mutex::new(Known::new());

/// From so many entries on, those no longer in use are forgotten whenever one is added.
const MANY: usize = 1024;

/// The functions of the shapes `alpha` and `beta`.
pub(super) fn shared_shapes(alpha: f64, beta: f64) -> Arc<BetaShapes> {
    let key = [alpha.to_bits(), beta.to_bits()];
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(shapes) = known.get(&key).and_then(Weak::upgrade) {
        return shapes;
    }
    if known.len() >= MANY {
        known.retain(|_, shapes| shapes.strong_count() > 0);
    }
    let shapes =
        Arc::new(BetaShapes { function: IncompleteBeta::new(alpha, beta), quantiles: OnceLock::new() });
    known.insert(key, Arc::downgrade(&shapes));
    shapes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_shapes_are_one_as_long_as_they_are_used() {
        let (one, other) = (shared_shapes(1.25, 4.75), shared_shapes(1.25, 4.75));
        assert!(Arc::ptr_eq(&one, &other));
        assert!(!Arc::ptr_eq(&one, &shared_shapes(4.75, 1.25)));
        assert!(one.quantiles().is_some() && shared_shapes(0.5, 0.5).quantiles().is_none());
    }
}
