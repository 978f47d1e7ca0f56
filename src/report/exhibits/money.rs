//! Where the money goes, and when: cost by group, distributions and fans of each scenario.

use super::{Exhibit, ExhibitSection, ExhibitSource, Exhibits};
use crate::domain::Case;
use crate::report::pictures::{NamedPicture, PictureContext, money_pictures};

/// Names of the kinds, by the name of the picture.
const KINDS: [(&str, &str); 3] =
    [("cost-by-group", "Cost by group"), ("distributions", "Distributions"), ("cost-fan", "Cost over time")];

/// The charts of every scenario.
pub fn money(source: &ExhibitSource<'_>, case: &Case, found: &mut Exhibits) {
    let context = PictureContext {
        settings: &case.settings,
        seed: source.summary.seed,
        partial: source.partial,
        look: source.look,
    };
    for (place, scenario) in source.summary.scenarios.iter().enumerate() {
        let kept = source.kept.get(place).and_then(Option::as_ref);
        match money_pictures(&context, scenario, kept) {
            Err(problem) => found.missing.push(format!("{}: {problem}.", scenario.name)),
            Ok(pictures) => found.shown.extend(pictures.into_iter().filter_map(|titled| {
                let (name, kind) = KINDS.into_iter().find(|(name, _)| *name == titled.picture.name)?;
                Some(Exhibit {
                    section: ExhibitSection::Money,
                    kind,
                    about: (scenario.id.clone(), scenario.name.clone()),
                    title: titled.title,
                    picture: NamedPicture {
                        name: format!("{name}-{}", scenario.id),
                        picture: titled.picture.picture,
                    },
                })
            })),
        }
    }
}
