//! Data like that of a real case, for the tests of the charts.
//!
//! With `SPLITSTACK_CHART_SAMPLES` set to a folder, the tests write each picture there to be looked at.

use super::*;

const NAMES: [&str; 12] = [
    "Global integration",
    "Hybrid",
    "Dual systems",
    "Full localisation",
    "Foreign cloud in China",
    "Domestic cloud",
    "Hybrid with a standby at a domestic provider and a ring-fenced gateway to the group",
    "Dual systems from 2029",
    "Wait and see",
    "Foreign cloud, domestic standby",
    "Localise when announced",
    "Divest the business",
];

/// Median of the total, EUR, and the standard deviation of its logarithm.
const TOTALS: [(f64, f64); 12] = [
    (205e6, 0.55),
    (168e6, 0.32),
    (221e6, 0.22),
    (262e6, 0.15),
    (181e6, 0.40),
    (196e6, 0.20),
    (176e6, 0.30),
    (215e6, 0.25),
    (240e6, 0.60),
    (190e6, 0.33),
    (210e6, 0.45),
    (385e6, 0.05),
];

pub fn heading(title: &str) -> Heading {
    Heading {
        title: title.to_owned(),
        scenario: "Current direction".to_owned(),
        currency: "EUR".to_owned(),
        valuation: "present value at 8 %".to_owned(),
        trials: 10_000,
        note: "seed 42, error of each mean below 1 %".to_owned(),
        look: Look::default(),
    }
}

pub fn option(name: &str, colour_index: usize) -> ChartOption {
    ChartOption { name: name.to_owned(), colour_index }
}

fn options(count: usize) -> impl Iterator<Item = (ChartOption, f64, f64)> {
    (0..count).map(|index| {
        let (median, sigma) = TOTALS[index];
        (option(NAMES[index], index), median, sigma)
    })
}

/// Quantile of the sample total whose standard normal quantile is `z`.
fn quantile(median: f64, sigma: f64, z: f64) -> f64 {
    median * libm::exp(sigma * z)
}

fn mean(median: f64, sigma: f64) -> f64 {
    median * libm::exp(sigma * sigma / 2.0)
}

pub fn cost_by_group(count: usize) -> CostByGroup {
    let shares =
        [[0.3, 0.08, 0.12, 0.35, 0.15], [0.55, 0.14, 0.05, 0.18, 0.08], [0.72, 0.12, 0.02, 0.11, 0.03]];
    let bars = options(count).enumerate().map(|(index, (option, median, sigma))| {
        let mean = mean(median, sigma);
        let error = 1.96 * mean * sigma / 100.0;
        GroupedCost {
            option,
            group_means: shares[index % 3].map(|share| share * mean).to_vec(),
            mean_confidence: (mean - error, mean + error),
            p5: quantile(median, sigma, -1.645),
            p95: quantile(median, sigma, 1.645),
        }
    });
    CostByGroup {
        heading: heading("Hybrid costs least: what it pays for IT and compliance it saves in lost sales"),
        groups: ["IT cost", "Compliance cost", "Fine exposure", "Sales loss", "Disruption"]
            .map(String::from)
            .to_vec(),
        bars: bars.collect(),
    }
}

pub fn distributions(count: usize) -> Distributions {
    let curves = options(count).map(|(option, median, sigma)| {
        let density = (0..=200).map(|step| {
            let z = f64::from(step) / 25.0 - 4.0;
            let cost = quantile(median, sigma, z);
            (cost, libm::exp(-z * z / 2.0) / (cost * sigma))
        });
        CostDistribution {
            option,
            density: density.collect(),
            atoms: Vec::new(),
            p5: quantile(median, sigma, -1.645),
            p50: median,
            p95: quantile(median, sigma, 1.645),
            p99: quantile(median, sigma, 2.326),
            mean: mean(median, sigma),
        }
    });
    Distributions {
        heading: heading("Global integration has the widest spread, full localisation the narrowest"),
        curves: curves.collect(),
    }
}

/// Upper tail of the standard normal distribution, by Abramowitz & Stegun (1964), 26.2.17.
fn upper_tail(z: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * z.abs());
    let series = t
        * (0.319_381_530
            + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
    let tail = libm::exp(-z * z / 2.0) / 2.506_628_274_631 * series;
    if z < 0.0 { 1.0 - tail } else { tail }
}

pub fn loss_exceedance(count: usize) -> LossExceedance {
    let appetite = 450e6;
    let curves = options(count).map(|(option, median, sigma)| {
        let points = (0..=140).map(|step| {
            let z = f64::from(step) / 20.0 - 3.6;
            let probability = upper_tail(z);
            let error = 1.96 * (probability * (1.0 - probability) / 10_000.0).sqrt();
            ExceedancePoint {
                cost: quantile(median, sigma, z),
                probability,
                low: (probability - error).max(0.0),
                high: (probability + error).min(1.0),
            }
        });
        let z = libm::log(appetite / median) / sigma;
        ExceedanceCurve { option, points: points.collect(), chance_above_appetite: Some(upper_tail(z)) }
    });
    LossExceedance {
        heading: heading("Only global integration is likely to cost more than the board is prepared to lose"),
        probability_axis: ProbabilityAxis::Logarithmic,
        risk_appetite: Some(appetite),
        tolerated_chance: Some(0.05),
        curves: curves.collect(),
    }
}

pub fn heat_map(count: usize) -> HeatMap {
    let scenarios = [
        ("Current direction", 1.0),
        ("Renewed cooperation", 0.8),
        ("Great-power conflict", 1.7),
        ("Cold war 2.0", 2.2),
        ("Network cut", 1.5),
        ("Foreign-service ban", 1.6),
        ("Stricter enforcement", 1.3),
        ("Cut, ban and enforcement", 2.6),
    ];
    let rows: Vec<Vec<f64>> = options(count)
        .map(|(_, median, sigma)| {
            scenarios.map(|(_, strain)| mean(median, sigma) * (1.0 + (strain - 1.0) * 2.4 * sigma)).to_vec()
        })
        .collect();
    let lowest = |column: usize| rows.iter().map(|row| row[column]).fold(f64::MAX, f64::min);
    let cells = rows.iter().map(|row| {
        let cell = |(column, &mean): (usize, &f64)| HeatMapCell {
            mean,
            tied_with_cheapest: mean < 1.04 * lowest(column),
        };
        row.iter().enumerate().map(cell).collect()
    });
    HeatMap {
        heading: Heading {
            scenario: String::new(),
            ..heading("Hybrid wins while the world stays open, the domestic cloud once it splits")
        },
        options: options(count).map(|(option, ..)| option.name).collect(),
        scenarios: scenarios.map(|(name, _)| name.to_owned()).to_vec(),
        cells: cells.collect(),
    }
}

pub fn cost_fans(count: usize) -> CostFans {
    let years: Vec<i32> = (2027..=2036).collect();
    let fans = options(count).map(|(option, median, sigma)| {
        let at = |z: f64| {
            years
                .iter()
                .enumerate()
                .map(|(year, _)| {
                    let share = 1.0 - libm::pow(0.8, year as f64 + 1.0);
                    quantile(median * share / 0.9, sigma * (0.3 + 0.7 * share), z)
                })
                .collect()
        };
        Fan { option, p5: at(-1.645), p25: at(-0.674), p50: at(0.0), p75: at(0.674), p95: at(1.645) }
    });
    CostFans {
        heading: heading(
            "Localising costs early and then little; staying global costs late and without a limit",
        ),
        fans: fans.collect(),
        years: years.clone(),
    }
}

/// A story of ten years with so many events, for one or two options.
pub fn timeline(events: usize, options: usize) -> Timeline {
    const RISKS: [&str; 6] = [
        "Ban of foreign software as a service",
        "Network cut",
        "Rules on data export tightened",
        "Outage of the global cloud",
        "Withdrawal by foreign vendors",
        "Catalogue of important data widens",
    ];
    let span = |start: f64, effect: f64, end: f64| TimelineSpan { start, effect, end };
    let world = (0..events).map(|index| {
        let start = ((index * 37) % 118) as f64 + 0.3;
        let lasts = [f64::INFINITY, 3.0, 0.0, 0.1, 30.0, 0.0][index % 6];
        TimelineItem {
            label: format!("{} {}", RISKS[index % 6], index / 6 + 1),
            spans: vec![span(start, start + [9.0, 0.0, 6.0, 0.0, 3.0, 0.0][index % 6], start + 9.0 + lasts)],
            tone: Tone::Event,
            weight: (events - index) as f64,
        }
    });
    let bar = |label: &str, start: f64, end: f64, tone: Tone| TimelineItem {
        label: label.to_owned(),
        spans: vec![span(start, start, end)],
        tone,
        weight: 0.0,
    };
    let moves = vec![
        bar("ERP, CRM and 12 more to Domestic cloud", 0.0, 14.0, Tone::PlannedMove),
        bar("Mail to Own data centre", 61.0, 66.0, Tone::EmergencyMove),
    ];
    let playbook = vec![bar("Leave the foreign cloud once a ban is announced", 33.0, 70.0, Tone::Playbook)];
    let inspections = TimelineItem {
        label: "Inspection by public security (9)".to_owned(),
        spans: (0..9).map(|index| f64::from(index) * 9.0 + 2.0).map(|at| span(at, at, at)).collect(),
        tone: Tone::Inspection,
        weight: 0.0,
    };
    let fine = bar("fine 3.20M", 52.0, 52.0, Tone::Sanction);
    let lane = |name: &str, items: Vec<TimelineItem>| TimelineLane { name: name.to_owned(), items };
    let costs = |group: usize, month: usize| match group {
        0 => 9e5 + if month < 14 { 2.1e6 } else { 0.0 },
        1 => 2e5,
        2 => f64::from(u8::from(month == 52)) * 3.2e6,
        3 => (month as f64 * 2e4).min(1.5e6),
        _ => f64::from(u8::from((61..66).contains(&month))) * 2.5e6,
    };
    let block = |index: usize| TimelineBlock {
        option: NAMES[index].to_owned(),
        lanes: if events == 0 {
            vec![]
        } else {
            vec![
                lane("Moves", moves.clone()),
                lane("Playbook", playbook.clone()),
                lane("Authorities", vec![inspections.clone(), fine.clone()]),
            ]
        },
        costs: (0..5).map(|group| (0..120).map(|month| costs(group, month)).collect()).collect(),
    };
    Timeline {
        language: crate::language::Language::English,
        title: "Hybrid's p95 trial costs 212M: most of it goes to the ban of foreign software".to_owned(),
        subtitle: "Scenario: Network cut  ·  trial 4,711 of 10,000  ·  seed 42".to_owned(),
        start: (2027, 1),
        months: 120,
        regimes: [(0.0, "Current Direction"), (34.0, "Cold War 2.0"), (100.0, "Great Power Conflict")]
            .map(|(from, name)| (from, name.to_owned()))
            .to_vec(),
        world: lane("World", world.collect()),
        groups: ["IT cost", "Compliance cost", "Fine exposure", "Sales loss", "Disruption"]
            .map(String::from)
            .to_vec(),
        money: "EUR, present value at 8 %".to_owned(),
        blocks: (0..options).map(block).collect(),
    }
}

/// What holds for every picture of trials.
pub fn assert_good(picture: &Picture, name: &str) {
    assert!(picture.svg.contains("trial"), "{name}");
    assert_well_formed(picture, name);
}

/// What holds for every picture; and where asked for, leaves it to be looked at.
pub fn assert_well_formed(picture: &Picture, name: &str) {
    assert!(picture.svg.starts_with("<svg ") && picture.svg.ends_with("</svg>\n"), "{name}");
    assert!(
        ["NaN", "\"inf", "\"-inf", ",inf", ",-inf"].iter().all(|broken| !picture.svg.contains(broken)),
        "{name}"
    );
    assert_eq!(picture.svg.matches("<text ").count(), picture.svg.matches("</text>").count(), "{name}");
    let decoded = image::load_from_memory(&picture.png).unwrap();
    let size = format!("width=\"{}\" height=\"{}\"", decoded.width(), decoded.height());
    assert!(picture.svg.contains(&size), "{name}");
    assert_texts_inside(&picture.svg, f64::from(decoded.width()));
    if let Ok(folder) = std::env::var("SPLITSTACK_CHART_SAMPLES") {
        std::fs::write(format!("{folder}/{name}.png"), &picture.png).unwrap();
        std::fs::write(format!("{folder}/{name}.svg"), &picture.svg).unwrap();
    }
}

/// No text leaves the picture, is smaller than 20 pixels or covers another text; the SVG counts in tenths of a pixel.
pub fn assert_texts_inside(svg: &str, width: f64) {
    let mut boxes: Vec<(f64, f64, f64, f64, &str)> = Vec::new();
    for element in svg.lines().filter(|line| line.starts_with("<text ")) {
        let attribute = |name: &str| -> f64 {
            let start = element.find(&format!(" {name}=\"")).unwrap() + name.len() + 3;
            element[start..].split('"').next().unwrap().parse::<f64>().unwrap() / 10.0
        };
        let (length, size) = (attribute("textLength"), attribute("font-size"));
        let left = attribute("x")
            - if element.contains("\"middle\"") {
                length / 2.0
            } else if element.contains("\"end\"") {
                length
            } else {
                0.0
            };
        assert!(left >= 0.0 && left + length <= width, "{element}");
        assert!(size >= 20.0, "{element}");
        // The first line of a text starts 0.76 of its size below `y`.
        let base_line = attribute("y") + 0.76 * size;
        // Digits and small letters fill about 0.7 of the size above the base line.
        boxes.push((left, left + length, base_line - 0.7 * size, base_line, element));
    }
    for (index, one) in boxes.iter().enumerate() {
        for other in &boxes[..index] {
            let apart = one.0 >= other.1 || other.0 >= one.1 || one.2 >= other.3 || other.2 >= one.3;
            assert!(apart, "{}\ncovers\n{}", one.4, other.4);
        }
    }
}
