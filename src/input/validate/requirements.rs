//! `requirements.toml`: what customers can ask for, and what meets it.

use super::super::raw::{RawJudgement, RawRequirement, RequirementsFile};
use super::asked::SHARE;
use super::checker::Checker;
use super::conditions::condition;
use crate::domain::{Judgement, Requirement, Satisfaction};

pub(super) fn requirements(raw: &RequirementsFile, check: &mut Checker) -> Vec<Requirement> {
    raw.requirement.iter().map(|raw| requirement(raw, check)).collect()
}

fn requirement(raw: &RawRequirement, check: &mut Checker) -> Requirement {
    let id = &raw.id.value;
    if raw.satisfied.is_empty() {
        let rule = format!("nothing satisfies requirement `{id}`: its list `satisfied` is empty");
        check.error_with_hint(check.of(&raw.id), rule, "add an entry with `when` and `share`");
    }
    let mut satisfied = Vec::new();
    for (index, entry) in raw.satisfied.iter().enumerate() {
        let when = condition(&entry.when, check);
        let name = format!("requirement.{id}.satisfied.{}.share", index + 1);
        satisfied.push(Satisfaction { when, share: check.quantity(&entry.share, name, SHARE) });
    }
    Requirement {
        id: check.id(id),
        name: raw.name.clone(),
        description: raw.description.clone(),
        judged_by: match raw.judged_by {
            RawJudgement::Average => Judgement::Average,
            RawJudgement::Weakest => Judgement::Weakest,
        },
        looks_at: raw.looks_at.as_ref().map(|raw| condition(raw, check)),
        satisfied,
    }
}
