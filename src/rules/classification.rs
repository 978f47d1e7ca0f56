use crate::domain::{DataClass, DataRules, Id, Impact, Interest};

/// The class that data has once it is found important: the gravest cell of the matrix that it reaches, important where the matrix
/// says nothing graver.
pub fn class_once_important(rules: &DataRules, impact: &[(Interest, Impact)]) -> DataClass {
    let cell = |(interest, impact): &(Interest, Impact)| {
        rules.matrix.iter().find(|cell| cell.0 == *interest && cell.1 == *impact).map(|cell| cell.2)
    };
    impact.iter().filter_map(cell).fold(DataClass::Important, DataClass::max)
}

/// Likelihood that data is important by the key factors that it meets: 1 − Π (1 − p), p the likelihood of each.
///
/// - `likelihood`: that of a factor of the pack, by its position there.
pub fn likelihood_by_factors(rules: &DataRules, met: &[Id], likelihood: impl Fn(usize) -> f64) -> f64 {
    let of_met = rules.factors.iter().enumerate().filter(|(_, factor)| met.contains(&factor.id));
    1.0 - of_met.fold(1.0, |none, (position, _)| none * (1.0 - likelihood(position)))
}
