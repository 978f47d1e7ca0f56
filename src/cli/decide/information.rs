//! `decide information`.

use clap::Args;

use super::drawn::draw;
use super::{Given, Loaded};
use crate::cli::error::CliError;
use crate::cli::pipeline::with_threads;
use crate::decision::{FigureGroup, InformationSurvey, SurveyQuestion, information_survey};
use crate::report::decide::{Answer, DecideSetting, information_answer};

#[derive(Debug, Clone, Args)]
pub struct InformationArguments {
    #[command(flatten)]
    pub given: Given,
    /// Figures that would become known together, by the beginnings of their names, such as
    /// "demand=segment,demand"; may be given several times
    #[arg(long = "group", value_name = "NAME=PREFIX, …", value_parser = parse_group)]
    pub groups: Vec<FigureGroup>,
    /// How many figures to look at closely, of those that promise most
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub most: u16,
}

/// `demand=segment, company.share`.
fn parse_group(text: &str) -> Result<FigureGroup, String> {
    let usage = "write it as \"demand=segment,company.share\"";
    let (name, prefixes) =
        text.split_once('=').ok_or_else(|| format!("`{text}` names no figures; {usage}"))?;
    let prefixes = prefixes.split(',').map(|prefix| prefix.trim().trim_end_matches(['.', '*']).to_owned());
    let prefixes: Vec<String> = prefixes.filter(|prefix| !prefix.is_empty()).collect();
    if name.trim().is_empty() || prefixes.is_empty() {
        return Err(format!("`{text}` needs a name and the beginnings of figures' names; {usage}"));
    }
    Ok(FigureGroup { name: name.trim().to_owned(), prefixes })
}

pub fn answer(arguments: &InformationArguments, loaded: &Loaded) -> Result<Answer, CliError> {
    let costs = loaded.costs()?;
    with_threads(arguments.given.threads, || {
        let drawn = draw(&arguments.given, loaded)?;
        let names = || drawn.figures.iter().map(|figure| figure.name.as_str());
        if let Some(empty) = arguments.groups.iter().find(|group| !names().any(|name| group.holds(name))) {
            return Err(CliError::Usage(format!(
                "no uncertain figure of this case is in the group `{}` ({}); `splitstack check CASE --assumptions` lists the names of all figures",
                empty.name,
                empty.prefixes.join(", ")
            )));
        }
        let mut groups = arguments.groups.clone();
        groups.push(FigureGroup { name: "all figures".to_owned(), prefixes: Vec::new() });
        groups.extend(FigureGroup::sections(names()));
        let question = SurveyQuestion {
            figures: &drawn.figures,
            groups: &groups,
            most: usize::from(arguments.most),
            seed: loaded.setting.seed,
        };
        let found = costs
            .outlooks()
            .into_iter()
            .map(|outlook| information_survey(costs, outlook, &question))
            .collect::<Result<Vec<InformationSurvey>, _>>()?;
        let setting = DecideSetting { names: drawn.names.clone(), ..loaded.setting.clone() };
        Ok(information_answer(&setting, &found, &drawn.values))
    })?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_read_or_refused_with_a_hint() {
        let found = parse_group("demand = segment.*, company.share").unwrap();
        assert_eq!((found.name.as_str(), found.prefixes.len()), ("demand", 2));
        assert!(found.holds("segment.state.share") && found.holds("company.share"));
        for wrong in ["demand", "=x", "demand=", "demand= ,"] {
            assert!(parse_group(wrong).is_err(), "{wrong}");
        }
    }
}
