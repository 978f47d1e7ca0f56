//! Tests of `resolve.rs`, apart because they are as long as the code.

use super::*;
use crate::units::Currency;

fn resolve_as(
    toml: &str,
    dimension: Dimension,
    allow_negative: bool,
) -> Result<Quantity, Vec<QuantityProblem>> {
    #[derive(serde::Deserialize)]
    struct File {
        x: QuantitySpec,
    }
    let (eur, cny) = (Currency::new("EUR").unwrap(), Currency::new("CNY").unwrap());
    let rates = ExchangeRates::new(eur, [(cny, 0.125)]).unwrap();
    let load_csv = |name: &str| match name {
        "losses.csv" => Ok("year,loss\n2020,1\n2021,2\n2022,6\n".to_string()),
        "bad.csv" => Ok("loss\n1\nmany\n".to_string()),
        _ => Err(format!("cannot read {name}")),
    };
    let context = ResolveContext { exchange_rates: &rates, allow_negative, load_csv: &load_csv };
    let spec = toml::from_str::<File>(toml).unwrap().x;
    spec.resolve(dimension, &context)
}

fn money(toml: &str) -> Quantity {
    resolve_as(toml, Dimension::Money, false).unwrap_or_else(|problems| panic!("{toml}: {problems:?}"))
}

#[test]
fn every_table_form() {
    for (toml, name, mean) in [
        ("x = 0", "certain", 0.0),
        ("x = { value = 5, unit = \"M EUR\" }", "certain", 5e6),
        ("x = { value = \"8M CNY\" }", "certain", 1e6),
        ("x = { distribution = \"uniform\", low = 1, high = 3, unit = \"k EUR\" }", "uniform", 2e3),
        (
            "x = { distribution = \"pert\", low = \"5M EUR\", mode = \"8M EUR\", high = \"20M EUR\" }",
            "pert",
            9.5e6,
        ),
        (
            "x = { distribution = \"pert\", low = 0, mode = \"8M\", high = 20e6, unit = \"EUR\" }",
            "pert",
            52e6 / 6.0,
        ),
        (
            "x = { distribution = \"triangular\", low = 1, mode = 2, high = 6, unit = \"EUR\" }",
            "triangular",
            3.0,
        ),
        (
            "x = { distribution = \"lognormal\", mean = 8, standard_deviation = 6, unit = \"EUR\" }",
            "lognormal",
            8.0,
        ),
        ("x = { distribution = \"gamma\", shape = 2, scale = \"3 EUR\" }", "gamma", 6.0),
        ("x = { distribution = \"gamma\", mean = 6, standard_deviation = 2, unit = \"EUR\" }", "gamma", 6.0),
        (
            "x = { distribution = \"beta\", alpha = 1, beta = 1, low = 2, high = 4, unit = \"EUR\" }",
            "beta",
            3.0,
        ),
        (
            "x = { distribution = \"discrete\", values = [1, 5], weights = [1, 3], unit = \"EUR\" }",
            "discrete",
            4.0,
        ),
        ("x = { distribution = \"empirical\", values = [\"1 EUR\", \"3 EUR\"] }", "empirical", 2.0),
        ("x = { csv = \"losses.csv\", column = \"loss\", unit = \"M EUR\" }", "empirical", 3e6),
        ("x = { mixture = [{ weight = 1, value = 0 }, { weight = 3, value = \"8 EUR\" }] }", "mixture", 6.0),
    ] {
        let quantity = money(toml);
        assert_eq!(quantity.distribution.name(), name, "{toml}");
        assert!((quantity.mean() - mean).abs() <= 1e-12 * mean, "{toml}: {}", quantity.mean());
    }
}

#[test]
fn metalog_table_and_truncation() {
    let quantity = money(
        "x = { distribution = \"metalog\", lower = 0, unit = \"EUR\", source = \"Li 2026\", note = \"rough\",
         quantiles = [{ p = 0.1, value = 3 }, { p = 0.5, value = 5 }, { p = 0.9, value = 9 }] }",
    );
    assert!((quantity.inverse_cdf(0.9) - 9.0).abs() < 1e-12);
    assert_eq!(quantity.provenance.source.as_deref(), Some("Li 2026"));
    assert_eq!(quantity.provenance.note.as_deref(), Some("rough"));
    let cut = money("x = { value = \"0 to 5M EUR\", min = 0, max = \"9M EUR\" }");
    assert_eq!(cut.distribution.support(), (0.0, 9e6));
    assert!(cut.to_string().contains("normal, truncated"), "{cut}");
}

#[test]
fn experts_pool_and_keep_who_said_what() {
    let quantity = money(
        "x = { experts = [{ name = \"Li\", weight = 2, value = \"4M EUR\" },
                          { name = \"Ma\", value = { value = \"5M to 20M EUR\", note = \"phone\" } }] }",
    );
    assert_eq!(quantity.provenance.experts.len(), 2);
    assert_eq!(quantity.provenance.experts[0].name, "Li");
    assert_eq!(quantity.provenance.experts[1].estimate.provenance.note.as_deref(), Some("phone"));
    // Two thirds of the weight lie on 4M.
    assert_eq!(quantity.inverse_cdf(0.4), 4e6);
    assert!(quantity.to_string().contains("pool of 2 experts"), "{quantity}");
}

#[test]
fn values_must_suit_the_dimension() {
    for (toml, dimension, rule, hint) in [
        ("x = -1", Dimension::Count, "a count must not lie below 0", ""),
        ("x = 30", Dimension::Share, "a share must not lie above 100%", "write `30%`"),
        ("x = \"125%\"", Dimension::Share, "a share must not lie above 100%", "a share is at most 100%"),
        ("x = \"-200 %\"", Dimension::Share, "a share must not lie below 0%", ""),
        ("x = \"-5M EUR\"", Dimension::Money, "money must not lie below 0", "write `5M EUR`"),
        (
            "x = \"0 to 5M EUR\"",
            Dimension::Money,
            "is read as a normal distribution, which reaches below it without limit",
            "pert",
        ),
        ("x = \"50% to 120%\"", Dimension::Share, "this lognormal reaches above it", "`max = 1`"),
        ("x = \"uniform(-1, 1) months\"", Dimension::Duration, "reaches below it to -1", "min = 0"),
    ] {
        let problems = resolve_as(toml, dimension, false).unwrap_err();
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].rule.contains(rule), "{}", problems[0]);
        assert!(problems[0].hint.clone().unwrap_or_default().contains(hint), "{}", problems[0]);
    }
    let signed = resolve_as("x = \"-5% to 10%\"", Dimension::Share, true).unwrap();
    assert_eq!(signed.distribution.name(), "normal");
    let share = resolve_as("x = \"1% to 99%\"", Dimension::Share, false).unwrap();
    assert_eq!(share.distribution.support(), (0.0, 1.0));
}

#[test]
fn all_problems_are_reported_with_their_place() {
    let problems = resolve_as(
        "x = { experts = [{ name = \"Li\", value = \"20M to 5M EUR\" },
                          { name = \"Ma\", value = 5 },
                          { name = \"Wu\", value = { distribution = \"pert\", low = 1, hgih = 2 } }] }"
            .replace("hgih", "high")
            .as_str(),
        Dimension::Money,
        false,
    )
    .unwrap_err();
    let places: Vec<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
    assert_eq!(
        places,
        [
            "experts[0].value",
            "experts[1].value",
            "experts[2].value",
            "experts[2].value.low",
            "experts[2].value.high"
        ]
    );
    assert!(problems[0].to_string().contains("swap them?"), "{}", problems[0]);
    assert!(problems[2].rule.contains("`mode` is missing"), "{}", problems[2]);
}

#[test]
fn refuses_with_rule_and_hint() {
    for (toml, path, rule, hint) in [
        ("x = { low = \"1 EUR\", high = \"2 EUR\" }", "", "exactly one of", "distribution = \"uniform\""),
        ("x = { value = \"1 EUR\", mixture = [] }", "", "exactly one of", ""),
        ("x = { value = \"1 EUR\", low = 0 }", "low", "does not belong to `value`", ""),
        ("x = { distribution = \"prt\" }", "distribution", "unknown distribution", "`pert`"),
        (
            "x = { distribution = \"uniform\", low = 0, high = 0, mode = 0 }",
            "mode",
            "does not belong",
            "low, high",
        ),
        ("x = { distribution = \"uniform\", low = nan, high = 0 }", "low", "finite", ""),
        (
            "x = { distribution = \"uniform\", low = 2, high = 1, unit = \"EUR\" }",
            "high",
            "lies below low",
            "swap",
        ),
        (
            "x = { distribution = \"lognormal\", p5 = 4e5, p95 = 2e5, unit = \"EUR\" }",
            "p95",
            "lies below",
            "swap them?",
        ),
        ("x = { value = 5, unit = \"mn EUR\" }", "unit", "unknown unit", "write `M`"),
        ("x = { value = \"5 EUR\", unit = \"EUR\" }", "value", "its own unit", ""),
        ("x = { value = \"5 EUR\", min = \"9 EUR\" }", "min", "less than a millionth", "unit"),
        ("x = { experts = [] }", "experts", "at least one", ""),
        (
            "x = { experts = [{ name = \"Li\", weight = -1, value = 0 }] }",
            "experts[0].weight",
            "negative",
            "",
        ),
        ("x = { csv = \"none.csv\", column = \"loss\" }", "csv", "cannot read none.csv", ""),
        ("x = { csv = \"losses.csv\" }", "", "`column` is missing", ""),
        (
            "x = { csv = \"losses.csv\", column = \"lost\", unit = \"EUR\" }",
            "column",
            "no such column",
            "`loss`",
        ),
        ("x = { csv = \"bad.csv\", column = \"loss\", unit = \"EUR\" }", "csv", "line 3: `many`", ""),
        (
            "x = { distribution = \"discrete\", values = [1, 2], weights = [1], unit = \"EUR\" }",
            "weights",
            "1 weights",
            "",
        ),
    ] {
        let problems = resolve_as(toml, Dimension::Money, false).expect_err(toml);
        assert_eq!(problems.len(), 1, "{toml}: {problems:?}");
        let problem = &problems[0];
        assert_eq!(problem.path, path, "{toml}: {problem}");
        assert!(problem.rule.contains(rule), "{toml}: {problem}");
        assert!(problem.hint.clone().unwrap_or_default().contains(hint), "{toml}: {problem}");
    }
}
