//! Which order of the options do the trials support?

use serde::{Deserialize, Serialize};

use crate::statistics::{Paired, Verdict};

/// Options whose mean costs cannot be told apart from that of the cheapest among them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RankedGroup {
    /// Place of the group's first option, counted from one; groups of several use up as many places.
    pub rank: usize,
    /// Names by rising mean cost; the first leads the group.
    pub options: Vec<String>,
}

/// Orders options by mean cost and groups those the trials cannot tell apart.
///
/// The cheapest leads the first group; each next one by mean joins as long as its paired interval against the leader
/// holds zero. The first that does not leads the next group. Not to be told apart is not transitive: the last of a
/// group and the first of the next may well overlap, so a statement about two options is theirs, not their groups'.
///
/// - `names`, `means`: shape `[option]`.
/// - `comparison`: the paired result of the options at two indices.
pub(super) fn rank<'a>(
    names: &[&str],
    means: &[f64],
    comparison: impl Fn(usize, usize) -> &'a Paired,
) -> Vec<RankedGroup> {
    let mut order: Vec<usize> = (0..names.len()).collect();
    // Equal means keep the order in which the options were given.
    order.sort_by(|&left, &right| means[left].total_cmp(&means[right]));
    let mut groups: Vec<RankedGroup> = Vec::new();
    let mut leader = None;
    for (place, option) in order.into_iter().enumerate() {
        let joins = leader.is_some_and(|leader| match comparison(leader, option).verdict {
            Verdict::CannotTell | Verdict::Identical => true,
            Verdict::FirstLower | Verdict::SecondLower => false,
        });
        match groups.last_mut() {
            Some(group) if joins => group.options.push(names[option].to_owned()),
            Some(_) | None => {
                groups.push(RankedGroup { rank: place + 1, options: vec![names[option].to_owned()] });
                leader = Some(option);
            }
        }
    }
    groups
}
