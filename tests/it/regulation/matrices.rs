//! The matrices and levels of every shipped pack, cell by cell (facts B.5, C), and the score of designation (facts E.1).

use splitstack::domain::{DataClass, Harm, HarmObject, Id, Impact, Interest};
use splitstack::math;
use splitstack::rules::{ciio_score, class_once_important, level_of, likelihood_by_factors, rules_of_level};

use super::law::*;

const INTERESTS: [(Interest, [DataClass; 3]); 3] = [
    (Interest::NationalSecurity, [DataClass::Important, DataClass::Core, DataClass::Core]),
    (Interest::PublicInterest, [DataClass::General, DataClass::Important, DataClass::Core]),
    (Interest::Individuals, [DataClass::General, DataClass::General, DataClass::Important]),
];

const LEVELS: [(HarmObject, [u8; 3]); 3] = [
    (HarmObject::LegalPersons, [1, 2, 3]),
    (HarmObject::PublicOrder, [2, 3, 4]),
    (HarmObject::NationalSecurity, [3, 4, 5]),
];

#[test]
fn important_data_by_interest_and_impact() {
    for id in SHIPPED {
        let rules = &pack(id).data;
        for (interest, classes) in INTERESTS {
            for (impact, expected) in Impact::ALL.into_iter().zip(classes) {
                let cell = rules.matrix.iter().find(|cell| (cell.0, cell.1) == (interest, impact));
                let found = cell.map_or(DataClass::General, |cell| cell.2);
                assert_eq!(found, expected, "{id}: {interest:?} {impact:?}");
                // What is on a catalogue is important, whatever the matrix says; graver by the matrix only.
                let once = class_once_important(rules, &[(interest, impact)]);
                assert_eq!(once, expected.max(DataClass::Important), "{id}: {interest:?} {impact:?}");
            }
        }
        let gravest = class_once_important(
            rules,
            &[(Interest::Individuals, Impact::Limited), (Interest::PublicInterest, Impact::Severe)],
        );
        assert_eq!(gravest, DataClass::Core, "{id}");
        assert_eq!(class_once_important(rules, &[]), DataClass::Important, "{id}");
    }
}

#[test]
fn protection_level_by_object_and_harm() {
    for id in SHIPPED {
        let rules = &pack(id).protection;
        for (object, levels) in LEVELS {
            for (harm, expected) in Harm::ALL.into_iter().zip(levels) {
                assert_eq!(
                    level_of(rules, None, &[(object, harm)]),
                    Some(expected),
                    "{id}: {object:?} {harm:?}"
                );
            }
        }
        let two = [(HarmObject::LegalPersons, Harm::VerySerious), (HarmObject::PublicOrder, Harm::Damage)];
        assert_eq!(level_of(rules, None, &two), Some(3), "{id}: the highest counts");
        assert_eq!(level_of(rules, Some(2), &two), Some(2), "{id}: as graded");
        assert_eq!(level_of(rules, None, &[]), None, "{id}: not graded");
    }
}

#[test]
fn requirements_filing_and_intervals_by_level() {
    // Level, requirements, filing, months between assessments. Nothing is published on level 5 but that it is filed, too.
    let expected = [
        (1, Some(53), false, None),
        (2, Some(122), true, Some(24.0)),
        (3, Some(189), true, Some(12.0)),
        (4, Some(204), true, Some(6.0)),
    ];
    for id in SHIPPED {
        let rules = &pack(id).protection;
        for (level, requirements, filing, every) in expected {
            let found = rules_of_level(rules, level).unwrap();
            let months = found.assessment_every.as_ref().map(|every| every.mean());
            assert_eq!(
                (found.requirements, found.filing, months),
                (requirements, filing, every),
                "{id}: level {level}"
            );
        }
        let highest = rules_of_level(rules, 5).unwrap();
        assert_eq!((highest.requirements, highest.filing), (None, true), "{id}");
        assert!(highest.assessment_every.as_ref().unwrap().mean() <= 6.0, "{id}: no rarer than level 4");
        assert!(rules_of_level(rules, 6).is_none() && rules.levels.len() == 5, "{id}");
    }
}

#[test]
fn twelve_key_factors_make_data_likely_to_be_important() {
    // Support and protection of infrastructure are one entry of the source, and two factors.
    const FACTORS: [&str; 12] = [
        "strategic-reserves",
        "infrastructure-support",
        "infrastructure-protection",
        "export-control",
        "military-use",
        "key-locations",
        "supply-chain-attack",
        "health-ethnic-genetic",
        "natural-resources",
        "science-technology",
        "sensitive-items-trade",
        "government-service",
    ];
    for pack_id in SHIPPED {
        let rules = &pack(pack_id).data;
        let found: Vec<&str> = rules.factors.iter().map(|factor| factor.id.as_str()).collect();
        assert_eq!(found, FACTORS, "{pack_id}");
        let likelihood = |met: &[Id]| {
            likelihood_by_factors(rules, met, |position| rules.factors[position].likelihood.mean())
        };
        let all: Vec<Id> = FACTORS.iter().map(|factor| id(factor)).collect();
        assert_eq!(likelihood(&[]), 0.0, "{pack_id}");
        for (position, factor) in all.iter().enumerate() {
            let alone = likelihood(std::slice::from_ref(factor));
            assert!(alone > 0.0 && alone < 1.0, "{pack_id}: {factor} {alone}");
            let (low, high) = rules.factors[position].likelihood.distribution.support();
            assert!(low >= 0.0 && high <= 1.0, "{pack_id}: {factor}");
        }
        let (first, second) = (likelihood(&all[..1]), likelihood(&all[1..2]));
        let both = likelihood(&all[..2]);
        assert!((both - (first + second - first * second)).abs() < 1e-12, "{pack_id}: independent");
        assert!(likelihood(&all) > both && likelihood(&all) < 1.0, "{pack_id}");
    }
}

#[test]
fn sectors_raise_the_score_of_designation_and_isolation_lowers_it() {
    const SECTORS: [&str; 11] = [
        "telecommunications",
        "energy",
        "transport",
        "water",
        "finance",
        "public-services",
        "government",
        "defence",
        "health",
        "post-logistics",
        "manufacturing",
    ];
    for pack_id in SHIPPED {
        let rules = &pack(pack_id).ciio;
        let named = |factor: usize, names: &[&str]| names.contains(&rules.factors[factor].id.as_str());
        let score = |sectors: &[&str], factors: &[&str]| {
            let sectors: Vec<Id> = sectors.iter().map(|sector| id(sector)).collect();
            let holds = |factor: usize| named(factor, factors);
            ciio_score(rules, &sectors, holds, |points| points.mean()).unwrap()
        };
        let plain = score(&[], &[]);
        // One in 70 or so: a score, not a finding.
        assert!(plain.likelihood > 0.005 && plain.likelihood < 0.03, "{pack_id}: {}", plain.likelihood);
        assert_eq!(plain.parts.len(), 1);
        for sector in SECTORS {
            let found = score(&[sector], &[]);
            assert!(found.likelihood > plain.likelihood, "{pack_id}: {sector}");
            assert!(
                found.likelihood < 0.5,
                "{pack_id}: no sector by itself makes it likelier than not: {sector}"
            );
            let sum: f64 = found.parts.iter().map(|part| part.points).sum();
            assert!((found.likelihood - 1.0 / (1.0 + math::exp(-sum))).abs() < 1e-12, "{pack_id}: {sector}");
        }
        // Several regulators look at a conglomerate; the gravest sector counts.
        let both = score(&["manufacturing", "defence"], &[]).likelihood;
        assert_eq!(both, score(&["defence"], &[]).likelihood, "{pack_id}");
        for factor in ["large-user-data", "critical-operations", "utility-integration", "knock-on"] {
            let raised = score(&["manufacturing"], &[factor]).likelihood;
            assert!(raised > score(&["manufacturing"], &[]).likelihood, "{pack_id}: {factor}");
        }
        let [connected, gateway, fenced] = [&[][..], &["gateway-systems"], &["ring-fenced-systems"]]
            .map(|held| score(&["energy"], held).likelihood);
        assert!(fenced < gateway && gateway < connected, "{pack_id}: {fenced} {gateway} {connected}");
    }
}
