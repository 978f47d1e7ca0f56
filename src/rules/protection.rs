use crate::domain::{Harm, HarmObject, ProtectionLevel, ProtectionRules};

/// Level of a system in the multi-level protection scheme: as graded, else the highest cell of the matrix that its harm
/// reaches; `None` for a system that is not graded.
pub fn level_of(rules: &ProtectionRules, graded: Option<u8>, harm: &[(HarmObject, Harm)]) -> Option<u8> {
    let cell = |(object, harm): &(HarmObject, Harm)| {
        rules.matrix.iter().find(|cell| cell.0 == *object && cell.1 == *harm).map_or(1, |cell| cell.2)
    };
    graded.or_else(|| harm.iter().map(cell).max())
}

/// What a level asks; `None` where the pack does not say.
pub fn rules_of_level(rules: &ProtectionRules, level: u8) -> Option<&ProtectionLevel> {
    rules.levels.iter().find(|entry| entry.level == level)
}
