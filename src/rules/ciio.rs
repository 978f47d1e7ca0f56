use crate::domain::{CiioRules, Id};
use crate::math;

/// Likelihood of designation as an operator of critical information infrastructure, with its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct CiioScore {
    /// Base first, then the gravest sector, then every factor that holds.
    pub parts: Vec<ScorePart>,
    /// 1 ÷ (1 + exp(−sum of points)).
    pub likelihood: f64,
}

/// What one part adds to a score.
#[derive(Debug, Clone, PartialEq)]
pub struct ScorePart {
    /// `None` for the base.
    pub id: Option<Id>,
    pub name: String,
    /// Log-odds, signed.
    pub points: f64,
}

/// Scores a firm; `None` when the pack designates nobody.
///
/// - `sectors`: sectors of the pack to which it belongs; the one of the most points counts.
/// - `holds`: whether a factor of the pack holds, by its position there.
/// - `value`: turns a quantity of points into a number, e.g. its mean.
pub fn ciio_score(
    rules: &CiioRules,
    sectors: &[Id],
    holds: impl Fn(usize) -> bool,
    value: impl Fn(&crate::quantity::Quantity) -> f64,
) -> Option<CiioScore> {
    let base = rules.base.as_ref()?;
    let mut parts = vec![ScorePart { id: None, name: "Any firm".to_owned(), points: value(base) }];
    let of_sectors = rules.sectors.iter().filter(|sector| sectors.contains(&sector.id));
    let gravest = of_sectors
        .map(|sector| (sector, value(&sector.points)))
        .max_by(|left, right| left.1.total_cmp(&right.1));
    if let Some((sector, points)) = gravest {
        parts.push(ScorePart { id: Some(sector.id.clone()), name: sector.name.clone(), points });
    }
    for (position, factor) in rules.factors.iter().enumerate() {
        if holds(position) {
            let points = value(&factor.points);
            parts.push(ScorePart { id: Some(factor.id.clone()), name: factor.name.clone(), points });
        }
    }
    let likelihood = likelihood_of_points(parts.iter().map(|part| part.points).sum());
    Some(CiioScore { parts, likelihood })
}

/// 1 ÷ (1 + exp(−points)).
pub fn likelihood_of_points(points: f64) -> f64 {
    1.0 / (1.0 + math::exp(-points))
}
