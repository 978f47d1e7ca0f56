//! Where the money goes, and when: cost by group, distributions and fans of each scenario.

use super::{Exhibit, ExhibitSection, ExhibitSource, Exhibits};
use crate::domain::Case;
use crate::report::pictures::{NamedPicture, PictureContext, TitledPicture, money_pictures};

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
        let pictures = match money_pictures(&context, scenario, kept) {
            Ok(pictures) => pictures,
            Err(problem) => {
                found.missing.push(format!("{}: {problem}.", scenario.name));
                continue;
            }
        };
        for picture in pictures {
            match picture {
                Err(problem) => found.missing.push(format!("{}: {problem}.", scenario.name)),
                Ok(titled) => found.shown.extend(exhibit(titled, (&scenario.id, &scenario.name))),
            }
        }
    }
}

fn exhibit(titled: TitledPicture, (id, name): (&str, &str)) -> Option<Exhibit> {
    let (file, kind) = KINDS.into_iter().find(|(file, _)| *file == titled.picture.name)?;
    Some(Exhibit {
        section: ExhibitSection::Money,
        kind,
        about: (id.to_owned(), name.to_owned()),
        title: titled.title,
        picture: NamedPicture { name: format!("{file}-{id}"), picture: titled.picture.picture },
    })
}
