//! The model against what happened: three cases in `tests/data/backtests/`, with figures from the sources.
//! `docs/backtests.md` says what each proves and what it does not.

use std::path::{Path, PathBuf};

use splitstack::domain::{Case, Component, Id, Mechanism, Rate, ServiceLoss};
use splitstack::engine::{Count, Outcomes, RunSpec, Simulation, journal};
use splitstack::input::{CaseSource, read_case, read_counts};
use splitstack::math;
use splitstack::plan::SimulationPlan;
use splitstack::quantity::Distribution;
use splitstack::statistics::{
    CountSeries, GrowthFit, GrowthShape, SortedSample, plateau_multiplier, quantile, student_quantile,
};

const CASES: [&str; 3] = ["enforcement-2016-2022", "service-withdrawal", "supplier-ban-2023"];

/// Days of a month of the model.
const MONTH: f64 = 365.0 / 12.0;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn backtest(id: &str) -> Case {
    let loaded = read_case(&CaseSource::folder(root().join("tests/data/backtests").join(id)));
    loaded.unwrap_or_else(|error| panic!("{}", error.render(splitstack::input::Style::Plain))).case
}

fn position<T>(entries: &[T], id: &str, name: impl Fn(&T) -> &Id) -> usize {
    entries.iter().position(|entry| name(entry).as_str() == id).unwrap_or_else(|| panic!("no {id}"))
}

fn scenario(case: &Case, id: &str) -> usize {
    position(&case.scenarios, id, |entry| &entry.id)
}

fn option(case: &Case, id: &str) -> usize {
    position(&case.options, id, |entry| &entry.id)
}

fn run(case: &Case, scenario: usize, trials: u64) -> Outcomes {
    let plan = SimulationPlan::new(case).unwrap();
    Simulation::new(&plan, &RunSpec { seed: case.settings.seed, trials }).scenario(scenario, &|_| {})
}

fn column(outcomes: &Outcomes, option: usize, name: &str) -> Vec<f64> {
    let column = outcomes.columns().iter().position(|column| column.name() == name);
    outcomes.column(option, column.unwrap_or_else(|| panic!("no column {name}"))).to_vec()
}

#[track_caller]
fn assert_near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} is not {expected} ± {tolerance}");
}

/// Cost of one component by month in a trial, not discounted.
fn by_month(case: &Case, scenario: usize, option: usize, component: Component) -> Vec<f64> {
    let plan = SimulationPlan::new(case).unwrap();
    let record = journal(&plan, scenario, option, case.settings.seed, 0);
    let mut months = vec![0.0; case.settings.horizon_months];
    for posting in record.journal.postings.iter().filter(|posting| posting.component == component) {
        months[posting.month] += posting.amount;
    }
    months
}

/// Days of each month that lie between two days, counted from the start.
fn days_between(months: usize, from: f64, to: f64) -> Vec<f64> {
    let share = |month: usize| {
        let (start, end) = (month as f64 * MONTH, (month + 1) as f64 * MONTH);
        f64::max(0.0, end.min(to) - start.max(from))
    };
    (0..months).map(share).collect()
}

#[test]
fn every_backtest_is_valid_and_none_is_forgotten() {
    let folder = root().join("tests/data/backtests");
    let mut found: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    found.sort_unstable();
    assert_eq!(found, CASES);
    for id in CASES {
        let loaded = read_case(&CaseSource::folder(folder.join(id))).unwrap();
        assert_eq!(loaded.warnings, [], "{id}");
    }
}

// ----------------------------------------------------------------------------------------------------------------------
// A vendor withdraws (facts G.6). One unit of margin a day, all of it through the application: lost margin reads as days.
// ----------------------------------------------------------------------------------------------------------------------

/// Day 0 of each timeline is the first day of the second year.
const DAY_0: f64 = 365.0;
/// 6 months × 0.6, the case's time and the shipped catalogue's likeliest factor.
const EMERGENCY_MOVE: f64 = 0.6 * 6.0 * MONTH;

/// Interruption lies between two days after day 0, to the hour, and nowhere else.
#[track_caller]
fn assert_outage(scenario_id: &str, from: f64, to: f64) {
    let case = backtest("service-withdrawal");
    let (scenario, cloud) = (scenario(&case, scenario_id), option(&case, "vendor-cloud"));
    let lost = by_month(&case, scenario, cloud, Component::Interruption);
    let expected = days_between(lost.len(), DAY_0 + from, DAY_0 + to);
    for (month, (lost, expected)) in lost.iter().zip(&expected).enumerate() {
        assert!((lost - expected).abs() < 1.0 / 24.0, "month {month}: {lost} days, not {expected}");
    }
    let outcomes = run(&case, scenario, 3);
    assert_near(column(&outcomes, cloud, Count::DaysDown.id())[0], to - from, 1.0 / 24.0);
}

/// 24 February: war. 24 March, day 28: the cloud ends. Read as four weeks' notice.
#[test]
fn sap_in_russia_leaves_the_time_that_the_move_takes_beyond_four_weeks() {
    assert_outage("sap-russia", 28.0, EMERGENCY_MOVE);
}

/// Known on day 28, dark on day 54.
#[test]
fn sap_in_russia_read_the_other_way_is_dark_from_the_full_exit() {
    assert_outage("sap-russia-late-end", 54.0, 28.0 + EMERGENCY_MOVE);
}

#[test]
fn nayara_is_cut_off_for_eight_days() {
    assert_outage("nayara", 4.0, 12.0);
}

#[test]
fn design_software_is_gone_for_forty_one_days() {
    assert_outage("design-software", 0.0, 41.0);
}

#[test]
fn a_move_within_the_notice_leaves_no_outage() {
    let mut case = backtest("service-withdrawal");
    // 1.5 months × 0.6 = 27.4 days.
    case.applications[0].move_time.distribution = Distribution::certain(1.5).unwrap();
    let outcomes = run(&case, scenario(&case, "sap-russia"), 3);
    assert_eq!(column(&outcomes, option(&case, "vendor-cloud"), Count::DaysDown.id()), [0.0; 3]);
}

#[test]
fn what_is_installed_runs_on() {
    let case = backtest("service-withdrawal");
    for scenario in 0..case.scenarios.len() {
        let outcomes = run(&case, scenario, 3);
        let installed = option(&case, "on-premise");
        assert_eq!(column(&outcomes, installed, Count::DaysDown.id()), [0.0; 3]);
        assert_eq!(column(&outcomes, installed, Count::EmergencyMoves.id()), [0.0; 3]);
    }
}

/// A limit of the model, stated in the documentation: nobody waits whether the service comes back.
#[test]
fn whoever_is_cut_off_moves_even_if_the_service_comes_back() {
    let case = backtest("service-withdrawal");
    for id in ["sap-russia", "nayara"] {
        let outcomes = run(&case, scenario(&case, id), 3);
        let cloud = option(&case, "vendor-cloud");
        assert_eq!(column(&outcomes, cloud, Count::EmergencyMoves.id()), [1.0; 3], "{id}");
        // 10 × (1 + 60 %), paid while the move lasts.
        assert_near(column(&outcomes, cloud, Component::Emergency.id())[0], 16.0, 1e-9);
    }
}

/// The known notices and durations are what the shipped risks were made from; this keeps it so: for each known case one risk can
/// give both.
#[test]
fn the_shipped_risks_hold_the_known_withdrawals() {
    let case = read_case(&CaseSource::embedded("reference-manufacturer")).unwrap().case;
    let names = ["vendor-withdrawal", "us-software-controls", "home-sanctions"];
    let losses: Vec<&ServiceLoss> = case
        .risks
        .iter()
        .filter(|risk| names.contains(&risk.id.as_str()))
        .map(|risk| {
            let Mechanism::ServiceLoss(loss) = &risk.mechanism else {
                panic!("{} is a service loss", risk.id)
            };
            loss
        })
        .collect();
    let around = |distribution: &Distribution, days: f64| {
        distribution.cdf((days + 0.5) / MONTH) - distribution.cdf((days - 0.5) / MONTH)
    };
    for (who, notice, days) in
        [("SAP in Russia", 28.0, None), ("Nayara", 0.0, Some(8.0)), ("design software", 0.0, Some(41.0))]
    {
        let can_give = |loss: &&ServiceLoss| {
            let lasts = match (&loss.duration, days) {
                (Some(duration), Some(days)) => around(&duration.distribution, days) > 0.001,
                (Some(duration), None) => duration.distribution.cdf(60.0) < 0.75,
                (None, days) => days.is_none(),
            };
            around(&loss.grace.distribution, notice) >= 0.1 && lasts
        };
        assert!(losses.iter().any(can_give), "{who}");
    }
}

// ----------------------------------------------------------------------------------------------------------------------
// A supplier is banned (facts A.7, E.3). Revenue in points: 100 a year worldwide; the ban falls on the first day of the second year.
// ----------------------------------------------------------------------------------------------------------------------

/// Revenue lost in each year of the horizon, mean over trials, points.
fn points_lost(scenario_id: &str, trials: u64) -> Vec<f64> {
    let case = backtest("supplier-ban-2023");
    let outcomes = run(&case, scenario(&case, scenario_id), trials);
    let mean = |year: u32| {
        let lost = column(&outcomes, 0, &format!("year-{year}"));
        lost.iter().sum::<f64>() / lost.len() as f64
    };
    (1..=4).map(mean).collect()
}

/// "Low-double-digit percentage" of worldwide revenue (16 June 2023), read as 10 to 15 %. The half that goes into the model is the
/// half of the same sentence: this shows that the mechanism takes what it is told, once, and nothing before the ban.
#[test]
fn a_banned_supplier_loses_what_was_disclosed() {
    let lost = points_lost("as-disclosed", 3);
    assert_near(lost[0], 0.0, 1e-9);
    for year in &lost[1..] {
        // 25 × 50 %.
        assert_near(*year, 12.5, 1e-6);
        assert!((10.0..=15.0).contains(year));
    }
}

/// The same ban with what other vendors lost: within a factor of 1.5 of the disclosed 12.5 %.
#[test]
fn a_banned_supplier_loses_the_disclosed_order_of_magnitude_by_what_others_lost() {
    let lost = points_lost("from-other-vendors", 2000);
    assert_near(lost[0], 0.0, 1e-9);
    // 25 × mean of 50 to 72 %; standard error 25 × 0.22 / √12 / √2000 = 0.036, four of them.
    assert_near(lost[1], 15.25, 0.15);
    assert!((12.5 / 1.5..=12.5 * 1.5).contains(&lost[1]), "{lost:?}");
}

/// 51 days from review to ban: nothing is lost between them, all of it from the day of the ban.
#[test]
fn nothing_is_lost_between_review_and_ban() {
    let case = backtest("supplier-ban-2023");
    let lost = by_month(&case, scenario(&case, "as-disclosed"), 0, Component::SalesLossCn);
    let days = days_between(lost.len(), 365.0, f64::INFINITY);
    for (month, (lost, days)) in lost.iter().zip(&days).enumerate() {
        assert!((lost - 12.5 / 365.0 * days).abs() < 1e-6, "month {month}: {lost}");
    }
    let never = by_month(&case, scenario(&case, "never"), 0, Component::SalesLossCn);
    assert!(never.iter().all(|lost| *lost == 0.0));
}

/// The shipped risk, for a company whose customers in China are mixed as the reference manufacturer's: the half that Micron put at
/// risk, within a factor of 1.5. Its shares were chosen with Micron in mind, so this guards them and proves nothing.
#[test]
fn the_shipped_review_takes_about_what_was_disclosed_from_a_mixed_clientele() {
    let case = read_case(&CaseSource::embedded("reference-manufacturer")).unwrap().case;
    let risk = &case.risks[position(&case.risks, "supplier-review", |entry| &entry.id)];
    let Mechanism::SupplierBan(ban) = &risk.mechanism else { panic!("a supplier ban") };
    let stream = &case.value_streams[position(&case.value_streams, "china-for-china", |entry| &entry.id)];
    let total: f64 = stream.revenue.iter().map(|(_, revenue)| revenue.mean()).sum();
    let lost: f64 = stream
        .revenue
        .iter()
        .map(|(id, revenue)| {
            let share = ban.segments.iter().find(|(segment, _)| segment == id);
            revenue.mean() * share.map_or(0.0, |(_, share)| share.mean())
        })
        .sum();
    let share = lost / total;
    assert!((0.5 / 1.5..=0.5 * 1.5).contains(&share), "{share}");
    // Its notices reach from the 51 days of the one supplier to the 440 days of a platform.
    let notice = &ban.notice.distribution;
    assert!((0.1..0.9).contains(&notice.cdf(51.0 / MONTH)) && notice.cdf(440.0 / MONTH) < 1.0);
}

// ----------------------------------------------------------------------------------------------------------------------
// Fines of a whole country (facts D.1)
// ----------------------------------------------------------------------------------------------------------------------

/// Years with a count, and the counts.
fn published() -> Vec<(u16, f64)> {
    let counts = read_counts(None).unwrap();
    counts.years.iter().map(|year| *year as u16).zip(counts.counts).collect()
}

fn set_rates(case: &mut Case, rate: impl Fn(u16) -> f64) {
    for risk in &mut case.risks {
        let Some(Rate::ByRegime(rates)) = &mut risk.rate else { panic!("rates by regime") };
        for (regime, quantity) in rates {
            let year = regime.as_str().strip_prefix("year-").unwrap().parse().unwrap();
            quantity.distribution = Distribution::certain(rate(year)).unwrap();
        }
    }
}

fn set_intensity(case: &mut Case, values: &[f64]) {
    for risk in &mut case.risks {
        let Mechanism::Enforcement(enforcement) = &mut risk.mechanism else { panic!("enforcement") };
        enforcement.intensity.as_mut().unwrap().distribution = Distribution::empirical(values).unwrap();
    }
}

/// Fines of a calendar year, `[trial]`.
fn fines(outcomes: &Outcomes, year: u16) -> Vec<f64> {
    column(outcomes, 0, &format!("year-{}", year - 2015))
}

fn central_90(fines: &[f64]) -> (f64, f64) {
    let sample = SortedSample::new(fines).unwrap();
    let [low, high] = [0.05, 0.95].map(|level| quantile(&sample, level).unwrap().estimate);
    (low, high)
}

const TRIALS: u64 = 400;

#[test]
fn the_rates_are_those_of_the_shipped_fit() {
    let fit: toml::Table =
        std::fs::read_to_string(root().join("models/enforcement/fit.toml")).unwrap().parse().unwrap();
    let case = backtest("enforcement-2016-2022");
    let Some(Rate::ByRegime(rates)) = &case.risks[0].rate else { panic!("rates by regime") };
    for residual in fit["residual"].as_array().unwrap() {
        let regime = format!("year-{}", residual["year"].as_integer().unwrap());
        let (_, rate) = rates.iter().find(|(id, _)| id.as_str() == regime).unwrap();
        assert_eq!(rate.mean(), residual["fitted"].as_float().unwrap(), "{regime}");
    }
    let same = |path: &str| std::fs::read_to_string(root().join(path)).unwrap();
    assert_eq!(
        same("tests/data/backtests/enforcement-2016-2022/enforcement-intensity.csv"),
        same("models/catalogue/enforcement-intensity.csv")
    );
}

#[test]
fn the_published_counts_lie_in_the_predictive_band() {
    let case = backtest("enforcement-2016-2022");
    let outcomes = run(&case, 0, TRIALS);
    for (year, count) in published() {
        let (low, high) = central_90(&fines(&outcomes, year));
        assert!((low..=high).contains(&count), "{year}: {count} outside {low} to {high}");
        // A band that covers anything would prove nothing: the shipped one is 0.59 to 1.69 of the median.
        assert!((2.3..3.5).contains(&(high / low)), "{year}: {low} to {high}");
    }
    // No count of 2017 is known, and nothing stands in for it.
    assert!(published().iter().all(|(year, _)| *year != 2017));
    assert!(fines(&outcomes, 2017).iter().all(|fines| *fines == 0.0));
}

/// Each count predicted from the other five: curve, spread and what is not known of both, fitted without it.
fn left_out(year: u16) -> (f64, (f64, f64)) {
    let (mut others, mut count) = (Vec::new(), f64::NAN);
    for (other, number) in published() {
        match other == year {
            true => count = number,
            false => others.push((f64::from(other), number)),
        }
    }
    let (years, numbers): (Vec<f64>, Vec<f64>) = others.into_iter().unzip();
    let fit = GrowthFit::new(GrowthShape::Ceiling, &CountSeries::new(&years, &numbers).unwrap()).unwrap();
    let scale = fit.residual_deviation() * (1.0 + fit.leverage(f64::from(year))).sqrt();
    let level = |k: u32| f64::from(k) / 200.0;
    let multiplier = |k| math::exp(scale * student_quantile(fit.degrees_of_freedom, level(k)));
    let mut case = backtest("enforcement-2016-2022");
    // Rates that cannot be simulated are cut off; they lie beyond the band.
    let median = math::exp(fit.log_count(f64::from(year)));
    set_rates(&mut case, |other| if other == year { median } else { 0.0 });
    set_intensity(&mut case, &(1..200).map(|k| f64::min(multiplier(k), 40.0)).collect::<Vec<f64>>());
    (count, central_90(&fines(&run(&case, 0, TRIALS), year)))
}

/// Four of six are covered, all those near and on the plateau. At the foot of the growth two are not: without 2018 the other five
/// lie so close to a curve that its band is too narrow, and without 2016 nothing says how fast it grew.
#[test]
fn counts_of_the_plateau_left_out_lie_in_the_band_of_the_others() {
    let mut outside = Vec::new();
    for (year, _) in published() {
        let (count, (low, high)) = left_out(year);
        println!("{year}: {count} in {low:.0} to {high:.0}");
        if !(low..=high).contains(&count) {
            outside.push(year);
        }
    }
    assert_eq!(outside, [2016, 2018]);
}

/// Many firms add up to one: ten groups of firms with a tenth of the rate each, inspected independently of each other under the
/// same intensity of the year, have together as many fines as one firm with all of the rate, in mean and in spread.
#[test]
fn groups_of_firms_add_up_to_the_whole() {
    let whole = backtest("enforcement-2016-2022");
    let mut parts = whole.clone();
    let all = parts.risks.remove(0);
    for group in 1..=10 {
        let mut risk = all.clone();
        risk.id = Id::new(&format!("fines-{group}")).unwrap();
        let Some(Rate::ByRegime(rates)) = &mut risk.rate else { panic!("rates by regime") };
        for (_, rate) in rates {
            rate.distribution = Distribution::certain(rate.mean() / 10.0).unwrap();
            rate.name = rate.name.replace("risk.fines.", &format!("risk.fines-{group}."));
        }
        parts.risks.push(risk);
    }
    let [whole, parts] = [&whole, &parts].map(|case| fines(&run(case, 0, TRIALS), 2018));
    // The same intensities in both: only the points of the Poisson processes differ. At a mean of 783.5 × 1.056 the difference
    // of two counts has variance 2 × 827, so the mean of 400 differences lies within 4 × 40.7 / 20 = 8.1 of 0 but once in
    // 16,000; its variance has a relative standard error of √(2/400) = 7 %, a little more as the mean itself varies.
    let differences: Vec<f64> = whole.iter().zip(&parts).map(|(whole, parts)| whole - parts).collect();
    let mean = differences.iter().sum::<f64>() / TRIALS as f64;
    let variance = differences.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (TRIALS - 1) as f64;
    assert_near(mean, 0.0, 8.1);
    assert_near(variance / (2.0 * 827.0), 1.0, 0.35);
}

/// Counts that the fit has not seen: firms called in by the cyberspace administration (facts D.2), each against the geometric
/// mean of the others. Three of four years lie in the shipped band of 90 %; 2025 just does not.
#[test]
fn another_authoritys_counts_scatter_about_as_much() {
    let counts = [(2022, 8608.0), (2023, 10646.0), (2024, 11159.0), (2025, 5811.0)];
    let series = published();
    let (years, numbers): (Vec<f64>, Vec<f64>) =
        series.iter().map(|(year, number)| (f64::from(*year), *number)).unzip();
    let fit = GrowthFit::new(GrowthShape::Ceiling, &CountSeries::new(&years, &numbers).unwrap()).unwrap();
    let multiplier = plateau_multiplier(&fit).unwrap();
    let band = multiplier.quantile(0.05)..=multiplier.quantile(0.95);
    let outside: Vec<i32> = counts
        .iter()
        .filter(|(year, count)| {
            let others = counts.iter().filter(|(other, _)| other != year);
            let mean = others.map(|(_, count)| math::ln(*count)).sum::<f64>() / 3.0;
            let ratio = count / math::exp(mean);
            println!("{year}: {ratio:.3}");
            !band.contains(&ratio)
        })
        .map(|(year, _)| *year)
        .collect();
    assert_eq!(outside, [2025]);
}

/// The documentation names the folders, and they are there.
#[test]
fn the_page_names_every_backtest() {
    let page = std::fs::read_to_string(root().join("docs/backtests.md")).unwrap();
    for id in CASES {
        let path = format!("tests/data/backtests/{id}");
        assert!(page.contains(&path), "{path}");
        assert!(Path::new(&root()).join(&path).is_dir());
    }
}
