use splitstack::{
    domain::*,
    engine::*,
    input::{CaseSource, read_case},
    plan::SimulationPlan,
};
fn main() {
    let t = std::time::Instant::now();
    let source = CaseSource::folder("models/reference-manufacturer");
    let loaded = match read_case(&source) {
        Ok(l) => l,
        Err(e) => {
            println!("{}", e.render(splitstack::input::Style::Plain));
            return;
        }
    };
    let case = loaded.case;
    println!("read {:?}", t.elapsed());
    let t = std::time::Instant::now();
    let plan = SimulationPlan::new(&case).unwrap();
    println!("plan {:?} params {}", t.elapsed(), plan.table.parameters.len());
    let n: u64 = std::env::args().nth(1).and_then(|a| a.parse().ok()).unwrap_or(2000);
    for (s, sc) in case.scenarios.iter().enumerate() {
        let t = std::time::Instant::now();
        let out = simulate(&plan, s, &RunSpec { seed: case.settings.seed, trials: n }, &|_| {});
        println!("== {} {:?}", sc.id, t.elapsed());
        for (o, op) in case.options.iter().enumerate() {
            let m = |c: Component| out.column(o, c as usize).mean().unwrap() / 1e6;
            let tot = out.totals(o);
            let mean = tot.iter().sum::<f64>() / n as f64 / 1e6;
            let mut so = tot.clone();
            so.sort_by(f64::total_cmp);
            println!(
                "{:24} tot {:6.1} p95 {:6.1} | {}",
                op.id.to_string(),
                mean,
                so[(n as usize * 95) / 100] / 1e6,
                Component::ALL
                    .iter()
                    .map(|c| format!("{} {:.1}", &c.id()[..c.id().len().min(9)], m(*c)))
                    .collect::<Vec<_>>()
                    .join(" ")
            );
        }
        if s == 0 {
            for (c, col) in out.columns().iter().enumerate().skip(10) {
                println!(
                    "   {}: {}",
                    col.name(),
                    (0..case.options.len())
                        .map(|o| format!("{:.2}", out.column(o, c).mean().unwrap()))
                        .collect::<Vec<_>>()
                        .join("  ")
                );
            }
        }
    }
}
