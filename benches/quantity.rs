//! Drawing uncertain numbers by inversion, against the plain way: Newton's steps on the incomplete functions by
//! Lentz's method, each call from its shapes alone, and false position for mixtures.
//!
//! `cargo bench --bench quantity`; a figure is the time of one draw, and ratios within a run are what counts.

use criterion::{Criterion, criterion_group, criterion_main};
use splitstack::math::{exp, inverse_normal_cdf, ln, ln_1p, ln_beta, ln_gamma};
use splitstack::quantity::Distribution;
use std::hint::black_box;

/// Uniforms of one pass, spread evenly in another order (golden section).
const DRAWS: u32 = 1024;

fn uniforms() -> Vec<f64> {
    (1..=DRAWS).map(|i| (f64::from(i) * 0.618_033_988_749_894_9).fract()).collect()
}

/// Modified Lentz evaluation of `first / (b₀ + a₁/(b₁ + …))`, `terms(m)` giving pairs of aₘ and bₘ.
fn lentz(first_denominator: f64, terms: impl Fn(f64) -> [(f64, f64); 2]) -> f64 {
    let mut c = 1e300;
    let mut d = 1.0 / first_denominator;
    let mut fraction = d;
    for step in 1..20_000 {
        let mut change = 1.0;
        for (a, b) in terms(f64::from(step)) {
            d = 1.0 / (b + a * d);
            c = b + a / c;
            change = c * d;
            fraction *= change;
        }
        if (change - 1.0).abs() < 3e-16 {
            break;
        }
    }
    fraction
}

fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    let first = -(a + b) * x / (a + 1.0);
    let rest = lentz(1.0, |m| {
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        // The fraction starts at its second term here: the same work as from the first.
        [(even, 1.0), (odd, 1.0)]
    });
    1.0 / (1.0 + first * rest)
}

/// `(lower tail, upper tail, density by log odds)` of a beta variable.
fn plain_beta_tails(a: f64, b: f64, x: f64, y: f64, ln_beta: f64) -> (f64, f64, f64) {
    let front = exp(a * ln(x) + b * ln(y) - ln_beta);
    if x < (a + 1.0) / (a + b + 2.0) {
        let lower = front * beta_fraction(a, b, x) / a;
        (lower, 1.0 - lower, front)
    } else {
        let upper = front * beta_fraction(b, a, y) / b;
        (1.0 - upper, upper, front)
    }
}

fn plain_beta(a: f64, b: f64, p: f64) -> f64 {
    let ln_beta = ln_beta(a, b);
    newton(p, ln(a / b), |t| plain_beta_tails(a, b, 1.0 / (1.0 + exp(-t)), 1.0 / (1.0 + exp(t)), ln_beta))
        .map_or(f64::NAN, |t| 1.0 / (1.0 + exp(-t)))
}

fn plain_gamma_tails(shape: f64, t: f64, ln_gamma: f64) -> (f64, f64, f64) {
    let x = exp(t);
    let front = exp(shape * t - x - ln_gamma);
    if x < shape + 1.0 {
        let mut term = 1.0 / shape;
        let mut sum = term;
        let mut step = shape;
        while term > sum * 1e-17 {
            step += 1.0;
            term *= x / step;
            sum += term;
        }
        (front * sum, 1.0 - front * sum, front)
    } else {
        let upper = front
            * lentz(x + 1.0 - shape, |m| {
                let (odd, even) = (2.0 * m - 1.0, 2.0 * m);
                [odd, even].map(|n| (-n * (n - shape), x + 1.0 - shape + 2.0 * n))
            });
        (1.0 - upper, upper, front)
    }
}

fn plain_gamma(shape: f64, p: f64) -> f64 {
    let ln_gamma = ln_gamma(shape);
    let ninth = 1.0 / (9.0 * shape);
    let root = 1.0 - ninth + inverse_normal_cdf(p) * ninth.sqrt();
    let start = if root > 0.2 { ln(shape) + 3.0 * ln(root) } else { (ln(p) + ln_gamma + ln(shape)) / shape };
    newton(p, start, |t| plain_gamma_tails(shape, t, ln_gamma)).map_or(f64::NAN, exp)
}

/// Newton's method on the logarithm of the smaller tail.
fn newton(p: f64, start: f64, tails: impl Fn(f64) -> (f64, f64, f64)) -> Option<f64> {
    let (sign, log_target) = if p <= 0.5 { (1.0, ln(p)) } else { (-1.0, ln_1p(-p)) };
    let mut t = start;
    for _ in 0..200 {
        let (lower, upper, front) = tails(t);
        let tail = if p <= 0.5 { lower } else { upper };
        let step = sign * (ln(tail) - log_target) * tail / front;
        t -= step;
        if step.abs() <= 1e-9 {
            return Some(t);
        }
    }
    None
}

/// A mixture inverted by false position with the Illinois weighting, between its components' quantiles.
fn plain_mixture(parts: &[(f64, Distribution)], u: f64) -> f64 {
    let quantiles = parts.iter().map(|(_, part)| part.inverse_cdf(u));
    let (mut low, mut high) =
        quantiles.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
    let f = |x: f64| parts.iter().map(|(weight, part)| weight * part.cdf(x)).sum::<f64>() - u;
    let (mut at_low, mut at_high) = (f(low), f(high));
    let mut last_side = 0;
    for _ in 0..100 {
        if high - low <= 2.0 * f64::EPSILON * high.abs() || at_low == at_high {
            break;
        }
        let x = low - at_low * ((high - low) / (at_high - at_low));
        let value = f(x);
        let side = if value < 0.0 { -1 } else { 1 };
        let halve = if side == last_side { 0.5 } else { 1.0 };
        if side < 0 {
            (low, at_low, at_high) = (x, value, at_high * halve);
        } else {
            (high, at_high, at_low) = (x, value, at_low * halve);
        }
        last_side = side;
        if value == 0.0 {
            break;
        }
    }
    high
}

/// Both ways of one draw, which must agree.
fn both(criterion: &mut Criterion, name: &str, draw: impl Fn(f64) -> f64, plain: impl Fn(f64) -> f64) {
    let uniforms = uniforms();
    for u in &uniforms {
        let (ours, theirs) = (draw(*u), plain(*u));
        assert!((ours - theirs).abs() <= 1e-9 * theirs.abs(), "{name} at {u}: {ours} against {theirs}");
    }
    let mut group = criterion.benchmark_group(name);
    group.throughput(criterion::Throughput::Elements(u64::from(DRAWS)));
    group.bench_function("drawn", |bencher| {
        bencher.iter(|| uniforms.iter().map(|u| draw(black_box(*u))).sum::<f64>())
    });
    group.bench_function("plain", |bencher| {
        bencher.iter(|| uniforms.iter().map(|u| plain(black_box(*u))).sum::<f64>())
    });
    group.finish();
}

/// The constructors check shapes; the parameters here are valid.
fn made<E: std::fmt::Debug>(distribution: Result<Distribution, E>) -> Distribution {
    distribution.expect("valid parameters")
}

fn betas(criterion: &mut Criterion) {
    for (low, mode, high) in [(5.0, 8.0, 20.0), (0.95, 1.05, 1.2), (1.0, 1.0, 4.0), (1.0, 3.5, 4.0)] {
        let pert = made(Distribution::pert(low, mode, high));
        let position = (mode - low) / (high - low);
        let (a, b) = (1.0 + 4.0 * position, 1.0 + 4.0 * (1.0 - position));
        let name = format!("pert {low} {mode} {high}");
        both(criterion, &name, |u| pert.inverse_cdf(u), |u| low + (high - low) * plain_beta(a, b, u));
    }
    for (a, b) in [(2.0, 8.0), (0.7, 0.7), (40.0, 90.0)] {
        let beta = made(Distribution::beta(a, b, 0.0, 1.0));
        both(criterion, &format!("beta {a} {b}"), |u| beta.inverse_cdf(u), |u| plain_beta(a, b, u));
    }
    criterion.bench_function("pert, constructor", |bencher| {
        bencher.iter(|| made(Distribution::pert(black_box(5.0), 8.0, 20.0)))
    });
}

fn gammas(criterion: &mut Criterion) {
    for shape in [0.3, 2.5, 40.0] {
        let gamma = made(Distribution::gamma(shape, 1.0));
        both(criterion, &format!("gamma {shape}"), |u| gamma.inverse_cdf(u), |u| plain_gamma(shape, u));
    }
}

fn mixtures(criterion: &mut Criterion) {
    let pert = |low, mode, high| made(Distribution::pert(low, mode, high));
    let lognormal = |p5, p95| made(Distribution::lognormal_from_percentiles(p5, p95));
    let cases = [
        ("two perts apart", vec![(0.6, pert(0.95, 1.05, 1.2)), (0.4, pert(1.3, 1.45, 2.2))]),
        ("two perts overlapping", vec![(0.6, pert(0.9, 1.05, 1.5)), (0.4, pert(1.2, 1.45, 2.2))]),
        (
            "three lognormals",
            vec![
                (0.25, lognormal(1e-3, 6e-3)),
                (0.5, lognormal(4e-3, 16e-3)),
                (0.25, lognormal(12e-3, 30e-3)),
            ],
        ),
    ];
    for (name, parts) in cases {
        let (weights, components): (Vec<f64>, Vec<Distribution>) = parts.iter().cloned().unzip();
        let mixture = made(Distribution::mixture(components.clone(), &weights));
        both(criterion, name, |u| mixture.inverse_cdf(u), |u| plain_mixture(&parts, u));
        criterion.bench_function(&format!("{name}, constructor"), |bencher| {
            bencher.iter(|| made(Distribution::mixture(black_box(components.clone()), &weights)))
        });
    }
}

criterion_group!(benches, betas, gammas, mixtures);
criterion_main!(benches);
