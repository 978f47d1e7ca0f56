//! No step of any ladder of any shipped pack leaves the band of its law, wherever in its distribution an amount is drawn. Bands are
//! those of facts A, by ladder, article and class; a step whose law is not written out here fails.

use splitstack::domain::{Pack, Penalty, PenaltyClass};
use splitstack::quantity::Quantity;

use super::law::*;

const K: f64 = 1e3;
const M: f64 = 1e6;

/// What the law allows at one step; parts that it does not know stay absent.
#[derive(Debug, Clone, Copy, Default)]
struct Band {
    /// Yuan.
    amount: Option<(f64, f64)>,
    /// Yuan, from each person responsible.
    personal: Option<(f64, f64)>,
    /// Highest share of last year's turnover.
    turnover: Option<f64>,
    /// Multiples of the purchase.
    purchase: Option<(f64, f64)>,
    /// Multiples of unlawful gains.
    gains: Option<(f64, f64)>,
    suspension: bool,
}

fn amount(low: f64, high: f64) -> Band {
    Band { amount: Some((low, high)), ..Band::default() }
}

impl Band {
    fn personal(self, low: f64, high: f64) -> Band {
        Band { personal: Some((low, high)), ..self }
    }

    fn gains(self, low: f64, high: f64) -> Band {
        Band { gains: Some((low, high)), ..self }
    }

    fn closing(self) -> Band {
        Band { suspension: true, ..self }
    }
}

/// Band of the basic tier alone.
fn basic(class: PenaltyClass, band: Band) -> Option<Band> {
    (class == PenaltyClass::Fine).then_some(band)
}

/// Bands of the basic and of the serious tier, which can close the business.
fn tiers(class: PenaltyClass, basic: Band, serious: Band) -> Option<Band> {
    match class {
        PenaltyClass::Fine => Some(basic),
        PenaltyClass::SeriousFine => Some(serious),
        PenaltyClass::Suspension | PenaltyClass::Revocation => Some(serious.closing()),
        PenaltyClass::Warning | PenaltyClass::TurnoverBased => None,
    }
}

/// Bands of the basic and of the serious tier, none of which closes the business.
fn fines_only(class: PenaltyClass, basic: Band, serious: Band) -> Option<Band> {
    (class <= PenaltyClass::SeriousFine).then(|| tiers(class, basic, serious)).flatten()
}

/// One to ten times the purchase (CSL 2017 Art. 65, CSL 2026 Art. 67, CII Regulations Art. 41).
fn purchases(class: PenaltyClass) -> Option<Band> {
    let band = Band { purchase: Some((1.0, 10.0)), ..Band::default() }.personal(10.0 * K, 100.0 * K);
    (class == PenaltyClass::SeriousFine).then_some(band)
}

/// PIPL Art. 66: basic up to 1M; serious up to 50M or 5 % of the turnover.
fn personal_information(class: PenaltyClass) -> Option<Band> {
    let serious = amount(0.0, 50.0 * M).personal(100.0 * K, M);
    if class == PenaltyClass::TurnoverBased {
        return Some(Band { amount: None, turnover: Some(0.05), ..serious });
    }
    tiers(class, amount(0.0, M).personal(10.0 * K, 100.0 * K), serious)
}

/// CSL 2026 Art. 63: below 100k of gains or without 20k to 100k, else 1 to 5 times the gains.
fn uncertified(class: PenaltyClass) -> Option<Band> {
    let band = amount(20.0 * K, 100.0 * K).gains(1.0, 5.0);
    tiers(class, band, band)
}

/// The band of a step; `None` where the law knows no such step. Warnings cost nothing.
fn band(ladder: &str, article: &str, class: PenaltyClass) -> Option<Band> {
    if class == PenaltyClass::Warning {
        return Some(Band::default());
    }
    let low_personal = |band: Band| band.personal(5.0 * K, 50.0 * K);
    let personal = |band: Band| band.personal(10.0 * K, 100.0 * K);
    match (ladder, article) {
        ("pipl-66", "PIPL Art. 66") => personal_information(class),
        ("dsl-45", "DSL Art. 45 (1)") => tiers(
            class,
            personal(amount(50.0 * K, 500.0 * K)),
            amount(500.0 * K, 2.0 * M).personal(50.0 * K, 200.0 * K),
        ),
        ("dsl-46", "DSL Art. 46") => {
            tiers(class, personal(amount(100.0 * K, M)), amount(M, 10.0 * M).personal(100.0 * K, M))
        }
        ("core-data", "DSL Art. 45 (2)") if class > PenaltyClass::Fine => {
            tiers(class, Band::default(), amount(2.0 * M, 10.0 * M))
        }
        ("data-access", "DSL Art. 48 (1); CSL 2017 Art. 69") => {
            basic(class, personal(amount(50.0 * K, 500.0 * K)))
        }
        ("foreign-authorities", "DSL Art. 48 (2)") => {
            tiers(class, personal(amount(100.0 * K, M)), amount(M, 5.0 * M).personal(50.0 * K, 500.0 * K))
        }
        ("counter-espionage-54", "Counter-Espionage Law Art. 54") if class > PenaltyClass::Fine => {
            tiers(class, Band::default(), amount(0.0, 500.0 * K).gains(1.0, 5.0).personal(0.0, 50.0 * K))
        }
        ("network-security", "CSL 2017 Art. 59 (1)") => {
            basic(class, low_personal(amount(10.0 * K, 100.0 * K)))
        }
        ("network-security-ciio", "CSL 2017 Art. 59 (2)") => basic(class, personal(amount(100.0 * K, M))),
        // Refusal or harm 50k to 500k, large leak to 2M, loss of main functions to 10M.
        ("network-security", "CSL 2026 Art. 61") => {
            fines_only(class, amount(10.0 * K, 50.0 * K), amount(50.0 * K, 10.0 * M).personal(10.0 * K, M))
        }
        ("network-security-ciio", "CSL 2026 Art. 61") => {
            fines_only(class, amount(50.0 * K, 100.0 * K), amount(100.0 * K, 10.0 * M).personal(10.0 * K, M))
        }
        ("ciio-organisation", "CII Security Protection Regulations Arts. 39, 40") => {
            basic(class, personal(amount(100.0 * K, M)))
        }
        (
            "procurement-review",
            "CSL 2017 Art. 65; CII Security Protection Regulations Art. 41; Cryptography Law Art. 37 (2)"
            | "CSL 2026 Art. 67; CII Security Protection Regulations Art. 41; Cryptography Law Art. 37 (2)",
        ) => purchases(class),
        ("ciio-data-abroad", "CSL 2017 Art. 66") if class != PenaltyClass::SeriousFine => {
            tiers(class, personal(amount(50.0 * K, 500.0 * K)), personal(amount(50.0 * K, 500.0 * K)))
        }
        ("product-security", "CSL 2017 Art. 60") => basic(class, personal(amount(50.0 * K, 500.0 * K))),
        // The law of 2017 names no fine.
        ("uncertified-products", "CSL 2017 Art. 23 (U)") => None,
        ("uncertified-products", "CSL 2026 Art. 63") => uncertified(class),
        ("cryptography-62", "Commercial Cryptography Regulations Art. 62") => {
            basic(class, low_personal(amount(10.0 * K, 100.0 * K)))
        }
        ("cryptography-37", "Cryptography Law Art. 37 (1)") => basic(class, personal(amount(100.0 * K, M))),
        ("cryptography-36", "Cryptography Law Art. 36") => {
            basic(class, amount(30.0 * K, 100.0 * K).gains(1.0, 3.0))
        }
        // No band was read: that of Art. 36 is assumed.
        ("cryptography-import", "Cryptography Law Art. 28") => basic(class, amount(30.0 * K, 100.0 * K)),
        ("telecom-69", "Telecommunications Regulations Arts. 64, 69") if class > PenaltyClass::Fine => {
            tiers(class, Band::default(), amount(100.0 * K, M).gains(3.0, 5.0))
        }
        ("network-data-55", "Network Data Security Management Regulations Art. 55")
            if class != PenaltyClass::SeriousFine =>
        {
            tiers(class, personal(amount(0.0, M)), personal(amount(0.0, M)))
        }
        ("network-data-56", "Network Data Security Management Regulations Art. 56") => {
            fines_only(class, personal(amount(100.0 * K, M)), amount(M, 10.0 * M).personal(100.0 * K, M))
        }
        ("network-data-57", "Network Data Security Management Regulations Art. 57") => fines_only(
            class,
            personal(amount(50.0 * K, 500.0 * K)),
            amount(500.0 * K, 2.0 * M).personal(50.0 * K, 200.0 * K),
        ),
        // No band of fines was read.
        ("supply-chain-security", "State Council Decree 834") => None,
        _ => panic!("no band is written out for ladder `{ladder}` by {article}"),
    }
}

/// Probabilities all over (0, 1), dense in both tails.
fn probabilities() -> Vec<f64> {
    let tails = (1..=12).map(|power| 10f64.powi(-power));
    let tails = tails.flat_map(|tail| [tail, 1.0 - tail]);
    tails.chain((1..1000).map(|place| f64::from(place) / 1000.0)).collect()
}

/// Values at many probabilities, and the ends of the distribution where it has any.
fn drawn(quantity: &Quantity, to_unit: impl Fn(f64) -> f64) -> Vec<f64> {
    let (low, high) = quantity.distribution.support();
    let ends = [low, high].into_iter().filter(|end| end.is_finite());
    probabilities().into_iter().map(|u| quantity.inverse_cdf(u)).chain(ends).map(to_unit).collect()
}

/// Every value lies in the band, up to rounding; a quantity without a band must not be there.
#[track_caller]
fn assert_inside(what: &str, values: Option<Vec<f64>>, band: Option<(f64, f64)>) {
    let Some(values) = values else { return };
    let Some((low, high)) = band else { panic!("{what}: the law knows nothing of this kind") };
    for value in values {
        assert!(
            value >= low * (1.0 - 1e-9) && value <= high * (1.0 + 1e-9),
            "{what}: {value} not in {low}..{high}"
        );
    }
}

/// What a company pays at most and at least by the band of a step: no less than the floor, no more than the cap.
fn amounts(step: &Penalty) -> Option<Vec<f64>> {
    let bound = |bound: &Option<Quantity>, otherwise: f64| {
        bound.as_ref().map_or(otherwise, |bound| {
            assert!(bound.is_certain(), "what the law allows is no matter of chance");
            yuan(bound.mean())
        })
    };
    let (floor, cap) = (bound(&step.floor, 0.0), bound(&step.cap, f64::INFINITY));
    let only_floor = step.floor.as_ref().map(|_| vec![floor]);
    let values = step.amount.as_ref().map(|amount| drawn(amount, yuan)).or(only_floor);
    values.map(|values| values.into_iter().map(|value| value.max(floor).min(cap)).collect())
}

#[track_caller]
fn assert_step(pack: &Pack, ladder: &str, article: &str, step: &Penalty) {
    let what = format!("{}, {ladder}, {:?}", pack.id, step.class);
    let Some(band) = band(ladder, article, step.class) else {
        panic!("{what}: {article} knows no such step")
    };
    let multiples = |quantity: &Option<Quantity>| quantity.as_ref().map(|entry| drawn(entry, |value| value));
    assert_inside(&format!("{what}, amount"), amounts(step), band.amount);
    assert_inside(
        &format!("{what}, personal"),
        step.personal.as_ref().map(|personal| drawn(personal, yuan)),
        band.personal,
    );
    let turnover = band.turnover.map(|highest| (0.0, highest));
    assert_inside(&format!("{what}, turnover"), multiples(&step.turnover_share), turnover);
    assert_inside(&format!("{what}, purchase"), multiples(&step.purchase_multiple), band.purchase);
    assert_inside(&format!("{what}, gains"), multiples(&step.gains_multiple), band.gains);
    let closes = step.suspension.is_some() || step.class >= PenaltyClass::Suspension;
    assert!(band.suspension || !closes, "{what}: the law does not close the business");
}

#[test]
fn no_amount_leaves_the_band_of_its_law() {
    for pack_id in SHIPPED {
        let pack = pack(pack_id);
        assert!(!pack.ladders.is_empty(), "{pack_id}");
        for ladder in &pack.ladders {
            assert_eq!(ladder.steps[0].class, PenaltyClass::Warning, "{pack_id}, {}", ladder.id);
            for step in &ladder.steps {
                assert_step(pack, ladder.id.as_str(), &ladder.article, step);
            }
        }
    }
}

/// A step that costs money says how much.
#[test]
fn every_fine_has_a_base() {
    for pack_id in SHIPPED {
        for ladder in &pack(pack_id).ladders {
            for step in &ladder.steps {
                let bases =
                    [&step.amount, &step.turnover_share, &step.purchase_multiple, &step.gains_multiple];
                let has_base = bases.iter().any(|base| base.is_some());
                let needs_base = (PenaltyClass::Fine..=PenaltyClass::Suspension).contains(&step.class);
                assert!(has_base || !needs_base, "{pack_id}, {}, {:?}", ladder.id, step.class);
                assert!(step.class != PenaltyClass::Suspension || step.suspension.is_some());
                assert!(step.odds.distribution.support().0 >= 0.0 && step.odds.mean() > 0.0);
            }
        }
    }
}

/// Nine in ten sanctions are small (facts D.2): a warning or a fine of the basic tier, for first violations.
#[test]
fn grave_steps_are_rare_where_the_law_knows_light_ones() {
    for pack_id in SHIPPED {
        for ladder in &pack(pack_id).ladders {
            let odds = |least: PenaltyClass| -> f64 {
                ladder.steps.iter().filter(|step| step.class >= least).map(|step| step.odds.mean()).sum()
            };
            if ladder.steps.iter().any(|step| step.class == PenaltyClass::Fine) {
                let grave = odds(PenaltyClass::SeriousFine) / odds(PenaltyClass::Warning);
                assert!(grave <= 0.13, "{pack_id}, {}: {grave}", ladder.id);
            }
            let closing = odds(PenaltyClass::Suspension) / odds(PenaltyClass::Warning);
            assert!(closing <= 0.16, "{pack_id}, {}: {closing}", ladder.id);
        }
    }
}

/// A first violation of the basic tier may be let off under the Regulations of 2025 and the amended law, never before.
#[test]
fn leniency_came_with_the_network_data_regulations_and_the_amended_law() {
    let lenient = |pack_id: &str| -> Vec<&str> {
        let ladders = pack(pack_id).ladders.iter().filter(|ladder| ladder.leniency.is_some());
        let mut found: Vec<&str> = ladders.map(|ladder| ladder.id.as_str()).collect();
        found.sort_unstable();
        found
    };
    assert_eq!(lenient("cn-2022"), [""; 0]);
    assert_eq!(lenient("cn-2024"), ["network-data-55", "network-data-57"]);
    assert_eq!(
        lenient("cn-2026"),
        [
            "network-data-55",
            "network-data-57",
            "network-security",
            "network-security-ciio",
            "uncertified-products"
        ]
    );
    for pack_id in SHIPPED {
        for leniency in pack(pack_id).ladders.iter().filter_map(|ladder| ladder.leniency.as_ref()) {
            let (low, high) = leniency.chance.distribution.support();
            assert!(low > 0.0 && high < 1.0 && !leniency.article.is_empty(), "{pack_id}");
        }
    }
}
