//! Tests of the value of information against closed forms and nested simulation.

use super::information::{
    InformationSettings, PartialInformation, information_by_chance, partial_information, perfect_information,
};
use super::nested_information::nested_information;
use super::option_costs::OptionCosts;
use crate::engine::random::StreamKey;
use crate::math::{inverse_normal_cdf, normal_cdf, normal_density};
use crate::statistics::Covariate;
use crate::statistics::testing::{normals, share_of};

const SETTINGS: InformationSettings = InformationSettings { seed: 0, replicates: None };

/// Costs of two options: nothing, or `mean + Σ inputs`.
struct TwoNormals {
    inputs: [Vec<f64>; 2],
    nothing: Vec<f64>,
    risky: Vec<f64>,
}

const MEAN: f64 = 0.4;
const DEVIATIONS: [f64; 2] = [1.0, 2.0];

impl TwoNormals {
    fn new(seed: u64, trials: usize) -> TwoNormals {
        let input = |place: usize| -> Vec<f64> {
            let scores = normals(seed + 10_000_000 * place as u64, trials);
            scores.iter().map(|score| DEVIATIONS[place] * score).collect()
        };
        let inputs = [input(0), input(1)];
        let risky = inputs[0].iter().zip(&inputs[1]).map(|(one, other)| MEAN + one + other).collect();
        TwoNormals { inputs, nothing: vec![0.0; trials], risky }
    }

    fn options(&self) -> [OptionCosts<'_>; 2] {
        [
            OptionCosts { option: "nothing", costs: &self.nothing },
            OptionCosts { option: "risky", costs: &self.risky },
        ]
    }

    fn value(&self, inputs: &[usize]) -> PartialInformation {
        let covariates: Vec<Covariate<'_>> =
            inputs.iter().map(|&input| Covariate::Numeric(&self.inputs[input])).collect();
        partial_information(&self.options(), &covariates, &SETTINGS).unwrap()
    }
}

/// Value of knowing a part of the cost difference with this deviation: the unit normal loss, `σ·(φ(m/σ) − m/σ·(1 − Φ(m/σ)))`.
///
/// Source: Raiffa & Schlaifer (1961), "Applied statistical decision theory", section 5.3 (linear loss, normal mean).
fn normal_loss(deviation: f64) -> f64 {
    let ratio = MEAN / deviation;
    deviation * (normal_density(ratio) - ratio * normal_cdf(-ratio))
}

#[test]
fn two_normals_have_their_closed_form() {
    let both = (DEVIATIONS[0] * DEVIATIONS[0] + DEVIATIONS[1] * DEVIATIONS[1]).sqrt();
    let problem = TwoNormals::new(1, 20_000);
    let perfect = perfect_information(&problem.options(), None).unwrap();
    assert_eq!(perfect.best, "nothing");
    assert!((perfect.value - normal_loss(both)).abs() < 4.0 * perfect.standard_error, "{perfect:?}");
    for input in [0, 1] {
        let found = problem.value(&[input]);
        let truth = normal_loss(DEVIATIONS[input]);
        assert!((found.value - truth).abs() < 4.0 * found.standard_error, "{input}: {found:?} {truth}");
        assert!(found.standard_error < 0.06 * truth, "{found:?}");
        // Choosing by other trials cannot gain more than the truth allows.
        assert!(found.cross_validated < truth + 4.0 * found.cross_validated_error);
        assert!(found.cross_validated > truth - 5.0 * found.cross_validated_error);
    }
    // Both together are all there is.
    let group = problem.value(&[0, 1]);
    assert!((group.value - perfect.value).abs() < 0.01 * perfect.value, "{group:?} {perfect:?}");
}

#[test]
fn value_grows_with_what_is_known_and_stays_below_perfect_information() {
    for seed in 2..6 {
        let problem = TwoNormals::new(seed, 2000);
        let perfect = perfect_information(&problem.options(), None).unwrap().value;
        let none = problem.value(&[]);
        assert_eq!((none.value, none.choice_changes), (0.0, 0.0));
        let (first, both) = (problem.value(&[0]), problem.value(&[0, 1]));
        assert!(0.0 < first.value && first.value < both.value && both.value <= perfect);
    }
}

#[test]
fn order_and_names_of_options_and_trials_do_not_matter() {
    let problem = TwoNormals::new(7, 1500);
    let found = problem.value(&[0]);
    let [nothing, risky] = problem.options();
    let turned =
        partial_information(&[risky, nothing], &[Covariate::Numeric(&problem.inputs[0])], &SETTINGS).unwrap();
    assert_eq!(turned, found);
    let reversed = |values: &[f64]| -> Vec<f64> { values.iter().rev().copied().collect() };
    let (zero, cost, input) =
        (reversed(&problem.nothing), reversed(&problem.risky), reversed(&problem.inputs[0]));
    let options =
        [OptionCosts { option: "nothing", costs: &zero }, OptionCosts { option: "risky", costs: &cost }];
    let backwards = partial_information(&options, &[Covariate::Numeric(&input)], &SETTINGS).unwrap();
    assert!((backwards.value - found.value).abs() < 0.2 * found.standard_error, "{backwards:?} {found:?}");
}

#[test]
fn intervals_cover_as_often_as_they_say() {
    // 400 replications: four deviations of √(0.95·0.05/400) = 0.0109.
    let both = (DEVIATIONS[0] * DEVIATIONS[0] + DEVIATIONS[1] * DEVIATIONS[1]).sqrt();
    let covered = share_of(400, |replication| {
        TwoNormals::new(20_000 + replication, 1000).value(&[0]).confidence_interval.contains(normal_loss(1.0))
    });
    assert!((covered - 0.95).abs() < 0.044, "{covered}");
    let covered = share_of(400, |replication| {
        let problem = TwoNormals::new(30_000 + replication, 1000);
        let found = perfect_information(&problem.options(), None).unwrap();
        found.confidence_interval.contains(normal_loss(both))
    });
    assert!((covered - 0.95).abs() < 0.044, "{covered}");
}

#[test]
fn bias_is_taken_off_rather_than_left() {
    // An input without any bearing, and options that cost the same on average: every value found is bias. The deviation of the difference is √5.
    let (mut found, mut bias) = (0.0, 0.0);
    for seed in 0..40 {
        let problem = TwoNormals::new(40_000 + seed, 400);
        let costs: Vec<f64> = problem.risky.iter().map(|cost| cost - MEAN).collect();
        let options = [
            OptionCosts { option: "a", costs: &problem.nothing },
            OptionCosts { option: "b", costs: &costs },
        ];
        let unrelated = normals(50_000 + seed, 400);
        let value = partial_information(&options, &[Covariate::Numeric(&unrelated)], &SETTINGS).unwrap();
        found += value.value / 40.0;
        bias += value.upward_bias / 40.0;
    }
    // The draws around a regression that has found nothing but noise of variance v have 2v: √2 − 1 of what is found is taken off, more where
    // the value is cut at 0.
    assert!(found < 0.65 * (found + bias), "{found} {bias}");
}

#[test]
fn shuffled_inputs_show_the_noise_floor() {
    let problem = TwoNormals::new(8, 1000);
    let input = [Covariate::Numeric(problem.inputs[1].as_slice())];
    let floor = information_by_chance(&problem.options(), &input, &SETTINGS, 10).unwrap();
    assert!(problem.value(&[1]).value > 10.0 * (floor.mean + floor.standard_deviation.unwrap()));
    assert!(information_by_chance(&problem.options(), &input, &SETTINGS, 0).is_err());
}

#[test]
fn knowing_which_expert_is_right_has_its_own_value() {
    // Three experts, equally likely; under them the second option costs −3, 0 or 6 more, plus noise of deviation 5. Mean 1: the first is
    // chosen. Knowing the expert, the second is chosen under the first expert alone: worth 3/3 = 1.
    let trials = 30_000;
    let experts: Vec<u32> = (0..trials as u32).map(|trial| trial % 3).collect();
    let noise = normals(60_000, trials);
    let costs: Vec<f64> = experts
        .iter()
        .zip(&noise)
        .map(|(&expert, noise)| [-3.0, 0.01, 6.0][expert as usize] + 5.0 * noise)
        .collect();
    let zero = vec![0.0; trials];
    let options = [OptionCosts { option: "a", costs: &zero }, OptionCosts { option: "b", costs: &costs }];
    let found = partial_information(&options, &[Covariate::Category(&experts)], &SETTINGS).unwrap();
    assert!((found.value - 1.0).abs() < 4.0 * found.standard_error, "{found:?}");
    assert!(found.value <= perfect_information(&options, None).unwrap().value);
    // Names of the experts mean nothing.
    let renamed: Vec<u32> = experts.iter().map(|expert| [40, 7, 9][*expert as usize]).collect();
    let again = partial_information(&options, &[Covariate::Category(&renamed)], &SETTINGS).unwrap();
    assert!((again.value - found.value).abs() < 0.2 * found.standard_error);
}

#[test]
fn agrees_with_nested_simulation_where_the_effect_is_bent() {
    // The second option costs X² − 1.5 + noise of deviation 1, −0.5 on average; with s = √1.5, E(X² − 1.5)⁺ = 2(sφ(s) + Φ(−s)) − 3Φ(−s).
    let edge = 1.5_f64.sqrt();
    let truth = 2.0 * edge * normal_density(edge) - normal_cdf(-edge);
    let cost = |input: f64, noise: f64| input * input - 1.5 + noise;
    let key = StreamKey::new(3, "nested");
    let normal = |draw: u64, trial: u64| inverse_normal_cdf(key.draw(draw).uniform(trial));
    let nested = nested_information(2, 4000, 64, |outer, inner| {
        vec![0.0, cost(normal(0, outer as u64), normal(1 + inner as u64, outer as u64))]
    })
    .unwrap();
    let (inputs, noise) = (normals(70_000, 20_000), normals(71_000, 20_000));
    let costs: Vec<f64> = inputs.iter().zip(&noise).map(|(input, noise)| cost(*input, *noise)).collect();
    let zero = vec![0.0; 20_000];
    let options = [OptionCosts { option: "a", costs: &zero }, OptionCosts { option: "b", costs: &costs }];
    let found = partial_information(&options, &[Covariate::Numeric(&inputs)], &SETTINGS).unwrap();
    let error = (found.standard_error.powi(2) + nested.standard_error.powi(2)).sqrt();
    assert!((found.value - nested.value).abs() < 4.0 * error, "{found:?} {nested:?}");
    assert!((found.value - truth).abs() < 4.0 * found.standard_error, "{found:?} {truth}");
    assert!((nested.value - truth).abs() < 4.0 * nested.standard_error, "{nested:?} {truth}");
    assert!(error < 0.1 * truth);
}

#[test]
fn one_option_leaves_nothing_to_choose() {
    let costs = normals(9, 100);
    let options = [OptionCosts { option: "only", costs: &costs }];
    let input = [Covariate::Numeric(costs.as_slice())];
    assert_eq!(perfect_information(&options, None).unwrap().value, 0.0);
    assert_eq!(partial_information(&options, &input, &SETTINGS).unwrap().value, 0.0);
}

#[test]
fn refuses_inputs_of_other_trials() {
    let problem = TwoNormals::new(10, 100);
    let short = [Covariate::Numeric(&problem.inputs[0][..99])];
    assert!(partial_information(&problem.options(), &short, &SETTINGS).is_err());
}
