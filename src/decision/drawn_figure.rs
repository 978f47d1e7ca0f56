//! An uncertain figure with what it was in every trial: what could be found out before the choice.

/// A figure that is drawn once per trial.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnFigure {
    /// Stable name, e.g. `application.erp.run_cost`.
    pub name: String,
    /// Shape `[trial]`, any unit.
    pub values: Vec<f64>,
    /// Whose view each trial has drawn, where the figure pools several.
    pub views: Option<DrawnViews>,
}

/// The views of a pooled figure.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnViews {
    /// Names of those who hold them.
    pub experts: Vec<String>,
    /// Shape `[trial]`: position in `experts`.
    pub drawn: Vec<u32>,
}

/// Figures that would become known together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureGroup {
    pub name: String,
    /// Beginnings of names, such as `company` or `application.erp`; none: all figures.
    pub prefixes: Vec<String>,
}

impl FigureGroup {
    /// Whether a figure belongs to it: its name is a prefix, or goes on after it with a point.
    #[must_use]
    pub fn holds(&self, name: &str) -> bool {
        let begins = |prefix: &String| {
            name.strip_prefix(prefix.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.prefixes.is_empty() || self.prefixes.iter().any(begins)
    }

    /// The first parts of names, in the order of the figures, such as `company`, `application`, `risk`.
    #[must_use]
    pub fn sections<'a>(names: impl Iterator<Item = &'a str>) -> Vec<FigureGroup> {
        let mut groups: Vec<FigureGroup> = Vec::new();
        for name in names {
            let first = name.split('.').next().unwrap_or(name);
            if !groups.iter().any(|group| group.name == first) {
                groups.push(FigureGroup { name: first.to_owned(), prefixes: vec![first.to_owned()] });
            }
        }
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_hold_whole_parts_of_names() {
        let group = FigureGroup { name: "g".to_owned(), prefixes: vec!["risk.cut".to_owned()] };
        assert!(group.holds("risk.cut") && group.holds("risk.cut.rate") && !group.holds("risk.cuts.rate"));
        assert!(FigureGroup { name: "all".to_owned(), prefixes: Vec::new() }.holds("anything"));
        let found = FigureGroup::sections(["risk.a", "company.b", "risk.c", "x"].into_iter());
        let names: Vec<&str> = found.iter().map(|group| group.name.as_str()).collect();
        assert_eq!(names, ["risk", "company", "x"]);
    }
}
