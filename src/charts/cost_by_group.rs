use super::axis::MoneyAxis;
use super::check;
use super::error::ChartError;
use super::heading::{ChartOption, Heading};
use super::layout::text_width;
use super::legend::{self, Symbol};
use super::palette::{MOST_GROUPS, group_colour, ink_on};
use super::picture::{Picture, picture};
use super::rows::{MOST_ROWS, Rows};
use super::scene::{Anchor, Area, Scene, Stroke, Type, point};
use super::theme::{INK, LABEL, MUTED_INK, PAPER, SMALL};
use crate::language::Language;

/// What each option costs on average and what that is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct CostByGroup {
    pub heading: Heading,
    /// Names of the cost groups in stacking order, at most eight.
    pub groups: Vec<String>,
    /// One bar per option, from top to bottom, at most twelve.
    pub bars: Vec<GroupedCost>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupedCost {
    pub option: ChartOption,
    /// Mean cost of each group, in the order of [`CostByGroup::groups`]; a gain is negative. Their sum is the mean total.
    pub group_means: Vec<f64>,
    /// 95 % confidence interval of the mean total; contains it.
    pub mean_confidence: (f64, f64),
    /// 5th and 95th percentile of the total.
    pub p5: f64,
    pub p95: f64,
}

impl GroupedCost {
    fn mean(&self) -> f64 {
        self.group_means.iter().sum()
    }
}

/// Stacked bars: the mean of each cost group per option, the mean total in words at the end, and below each bar the range
/// of the total (5th to 95th percentile) with the confidence interval of its mean.
///
/// Gains are stacked to the left of zero.
///
/// # Errors
/// No or too many bars or groups, a bar whose groups differ in number from the names, numbers that are not finite,
/// percentiles or confidence limits out of order.
pub fn cost_by_group(data: &CostByGroup) -> Result<Picture, ChartError> {
    data.check()?;
    let (mut scene, area) = data.heading.start()?;
    let top = legend::draw(&mut scene, area, &data.group_legend())?;
    let top = legend::draw(&mut scene, Area { top, ..area }, &mark_legend(data.heading.language()))?;
    let options: Vec<&ChartOption> = data.bars.iter().map(|bar| &bar.option).collect();
    let bottom = area.bottom - 3.4 * SMALL;
    let rows = Rows::draw(&mut scene, Area { top: top + 14.0, bottom, ..area }, &options)?;
    // Room for the total behind the longest bar.
    let total_width = text_width(&scene.language.money(-999e6), Type::bold(LABEL, INK))? + 24.0;
    let plot = Area { right: rows.plot.right - total_width, ..rows.plot };
    let (low, high) = data.range();
    let axis = MoneyAxis::covering(low, high, 8);
    axis.draw_below(&mut scene, plot);
    let axis_title = data.heading.total_cost();
    scene.text(
        axis_title,
        point(plot.left, plot.bottom + 3.0 * SMALL),
        Anchor::Start,
        Type::regular(SMALL, MUTED_INK),
    );
    for (index, bar) in data.bars.iter().enumerate() {
        draw_bar(&mut scene, Area { right: plot.right, ..rows.row(index) }, &axis, bar);
    }
    picture(&scene)
}

impl CostByGroup {
    fn check(&self) -> Result<(), ChartError> {
        check::count("cost groups", self.groups.len(), MOST_GROUPS)?;
        check::count("options", self.bars.len(), MOST_ROWS)?;
        for bar in &self.bars {
            let name = &bar.option.name;
            check::length(&format!("group means of {name}"), bar.group_means.len(), self.groups.len())?;
            for (group, &mean) in self.groups.iter().zip(&bar.group_means) {
                check::amount(&format!("{name}: {group}"), mean)?;
            }
            let (low, high) = bar.mean_confidence;
            check::ascending(
                name,
                &[("lower confidence limit", low), ("mean", bar.mean()), ("upper confidence limit", high)],
            )?;
            check::ascending(name, &[("p5", bar.p5), ("p95", bar.p95)])?;
        }
        Ok(())
    }

    fn group_legend(&self) -> Vec<(Symbol, String)> {
        let swatch =
            |(index, name): (usize, &String)| (Symbol::Swatch(group_colour(index).into()), name.clone());
        self.groups.iter().enumerate().map(swatch).collect()
    }

    /// Zero and everything drawn.
    fn range(&self) -> (f64, f64) {
        self.bars.iter().fold((0.0, 0.0), |(low, high): (f64, f64), bar| {
            let (mean_low, mean_high) = bar.mean_confidence;
            let gains: f64 = bar.group_means.iter().filter(|mean| **mean < 0.0).sum();
            let costs: f64 = bar.group_means.iter().filter(|mean| **mean > 0.0).sum();
            (low.min(gains).min(bar.p5).min(mean_low), high.max(costs).max(bar.p95).max(mean_high))
        })
    }
}

fn mark_legend(language: Language) -> [(Symbol, String); 2] {
    [
        (Symbol::Whisker, language.say("cost-by-group-range")),
        (Symbol::MeanInterval, language.say("cost-by-group-mean")),
    ]
}

fn draw_bar(scene: &mut Scene, row: Area, axis: &MoneyAxis, bar: &GroupedCost) {
    let x = |amount: f64| axis.position(amount, row.left, row.right);
    let thickness = (0.52 * row.height()).min(64.0);
    // Bar and range line together are centred on the row.
    let lane = (0.3 * row.height()).clamp(14.0, 26.0);
    let top = row.centre().y - (thickness + lane) / 2.0;
    let stack = Area { top, bottom: top + thickness, ..row };
    let (mut gains, mut costs) = (0.0, 0.0);
    for (index, &mean) in bar.group_means.iter().enumerate() {
        let end = if mean < 0.0 { &mut gains } else { &mut costs };
        let (from, to) = (x(*end), x(*end + mean));
        *end += mean;
        let amount = scene.language.money(mean);
        draw_part(scene, Area { left: from.min(to), right: from.max(to), ..stack }, index, &amount);
    }
    let middle = point(x(costs) + 12.0, stack.centre().y);
    scene.centred_text(scene.language.money(bar.mean()), middle, Anchor::Start, Type::bold(LABEL, INK));
    let y = stack.bottom + 0.55 * lane;
    legend::whisker(scene, (x(bar.p5), x(bar.p95)), y, MUTED_INK);
    let (low, high) = bar.mean_confidence;
    legend::mean_interval(scene, (x(low), x(high)), y);
}

fn draw_part(scene: &mut Scene, part: Area, index: usize, amount: &str) {
    if part.width() <= 0.0 {
        return;
    }
    let colour = group_colour(index);
    scene.rectangle(part, colour);
    if part.width() > 4.0 {
        let edge = Stroke::solid(PAPER, 2.0);
        scene.segment(point(part.right, part.top), point(part.right, part.bottom), edge);
    }
    let style = Type::regular(SMALL, ink_on(colour));
    let fits = text_width(amount, style).is_ok_and(|width| width + 12.0 < part.width());
    if fits && part.height() > 1.1 * SMALL {
        scene.centred_text(amount, part.centre(), Anchor::Middle, style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::samples::{self, assert_good, option};
    use crate::language::Language;

    fn bar(name: &str, means: [f64; 5]) -> GroupedCost {
        let mean: f64 = means.iter().sum();
        GroupedCost {
            option: option(name, 0),
            group_means: means.to_vec(),
            mean_confidence: (mean, mean),
            p5: mean,
            p95: mean,
        }
    }

    fn chart(bars: Vec<GroupedCost>) -> CostByGroup {
        CostByGroup { bars, ..samples::cost_by_group(1) }
    }

    #[test]
    fn a_usual_chart_shows_names_groups_and_totals() {
        let data = samples::cost_by_group(6);
        let picture = cost_by_group(&data).unwrap();
        assert_good(&picture, "cost_by_group");
        assert_eq!(cost_by_group(&data).unwrap(), picture);
        let mut expected: Vec<String> = data.groups.clone();
        expected.extend(data.bars.iter().map(|bar| Language::English.money(bar.mean())));
        for text in expected {
            assert!(picture.svg.contains(&format!(">{text}</text>")), "{text}");
        }
        assert!(picture.svg.contains("Total cost (EUR, present value at 8 %)"));
    }

    #[test]
    fn odd_data_is_drawn() {
        assert_good(&cost_by_group(&samples::cost_by_group(1)).unwrap(), "cost_by_group_1");
        assert_good(&cost_by_group(&samples::cost_by_group(12)).unwrap(), "cost_by_group_12");
        let twenty: Vec<GroupedCost> = (1..=20)
            .map(|number| bar(&format!("Option {number}, with a name"), [f64::from(number) * 1e6; 5]))
            .collect();
        assert_good(&cost_by_group(&chart(twenty)).unwrap(), "cost_by_group_20");
        assert_good(&cost_by_group(&chart(vec![bar("All zero", [0.0; 5])])).unwrap(), "cost_by_group_zero");
        let signed =
            chart(vec![bar("Saves", [40e6, 5e6, 0.0, -90e6, 2e6]), bar("Costs", [40e6, 5e6, 1e6, 9e6, 2e6])]);
        assert_good(&cost_by_group(&signed).unwrap(), "cost_by_group_negative");
    }

    #[test]
    fn wrong_data_is_refused() {
        let missing_group = GroupedCost { group_means: vec![1.0], ..bar("A", [1.0; 5]) };
        let error = cost_by_group(&chart(vec![missing_group])).unwrap_err();
        assert_eq!(error.to_string(), "group means of A has 1 entries, expected 5");
        assert_eq!(cost_by_group(&chart(vec![])).unwrap_err().to_string(), "the chart has no options");
        let not_a_number = chart(vec![bar("A", [1.0, f64::NAN, 1.0, 1.0, 1.0])]);
        assert!(matches!(cost_by_group(&not_a_number), Err(ChartError::NotFinite { .. })));
        let outside = GroupedCost { mean_confidence: (6.0, 7.0), ..bar("A", [1.0; 5]) };
        assert!(matches!(cost_by_group(&chart(vec![outside])), Err(ChartError::OutOfOrder { .. })));
        let many = (0..21).map(|_| bar("A", [1.0; 5])).collect();
        assert!(matches!(cost_by_group(&chart(many)), Err(ChartError::TooMany { .. })));
    }
}
