use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::input::located::Located;
use crate::quantity::QuantitySpec;

/// What an option does when something happens: *when* this holds, *then* do that.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawPlaybookEntry {
    /// Identifier, e.g. "leave-before-the-cut". Options may share one.
    pub id: Located<String>,
    /// Name, as it appears in reports.
    pub name: String,
    /// The idea of it, in a sentence.
    pub description: Option<String>,
    /// Who watches for the signal and sets the response in motion, e.g. "CIO China"; it stands in contingency plans and changes no
    /// result.
    pub owner: Option<Located<String>>,
    /// What has to hold. It is looked at by the end of each month.
    pub when: Located<RawTrigger>,
    /// Time from seeing it to acting on it; none when absent.
    pub lag: Option<Located<QuantitySpec>>,
    /// Time after a response before the entry can fire again, once the trigger has ceased to hold; none when absent.
    /// A certain time.
    pub cool_down: Option<Located<QuantitySpec>>,
    /// True when measures, strictness, isolation and flows go back once the trigger ceases to hold. Moves stay.
    #[serde(default)]
    pub reverts: bool,
    /// Risks against which it prepares: in time, too late or in vain is judged by their events. When absent, those that
    /// the trigger names under `announced` and `occurred`; when it names none either, only how often it fired is told.
    pub against: Option<Vec<Located<String>>>,
    /// What is done.
    pub then: Located<RawResponse>,
}

/// What has to hold: exactly one of `all`, `any`, `entered`, `left`, `announced`, `occurred`, `month`, `fines_above`,
/// `days_down_above`, `demand_above`, `customers_lost_above`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawTrigger {
    /// All of these.
    pub all: Option<Located<Vec<Located<RawTrigger>>>>,
    /// At least one of these.
    pub any: Option<Located<Vec<Located<RawTrigger>>>>,
    /// The world is in this regime.
    pub entered: Option<Located<String>>,
    /// The world was in this regime and is no more.
    pub left: Option<Located<String>>,
    /// An event of this risk has been announced (where there is no notice: has happened), and was not over at some time of the month
    /// that ends.
    pub announced: Option<Located<String>>,
    /// An event of this risk has taken effect, and was not over at some time of the month that ends.
    pub occurred: Option<Located<String>>,
    /// This time has passed since the start of the horizon. A certain time.
    pub month: Option<Located<QuantitySpec>>,
    /// Fines are above this amount.
    pub fines_above: Option<Located<QuantitySpec>>,
    /// Days of margin lost to interruption are above this, e.g. "5 days".
    pub days_down_above: Option<Located<QuantitySpec>>,
    /// The share of customers that demand what the demand shift `risk` is about is above this.
    pub demand_above: Option<Located<QuantitySpec>>,
    /// The share of the customers of `segment` that have been lost to unmet demand is above this.
    pub customers_lost_above: Option<Located<QuantitySpec>>,
    /// Below this the trigger ceases to hold; the threshold above when absent.
    pub off_below: Option<Located<QuantitySpec>>,
    /// With `fines_above` and `days_down_above`: only the last so many months count; all when absent. A certain time.
    pub within: Option<Located<QuantitySpec>>,
    /// With `demand_above`: the demand shift.
    pub risk: Option<Located<String>>,
    /// With `demand_above`: the segment, the one that demands most when absent. With `customers_lost_above`: the segment.
    pub segment: Option<Located<String>>,
}

/// What is done.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawResponse {
    /// Applications that start to move, and to which placement. A move under way to the same place goes on as it is.
    #[serde(default)]
    pub placement: BTreeMap<Located<String>, Located<String>>,
    /// Extra cost of these moves as a share of the normal cost, on top of what a late redesign costs.
    pub premium: Option<Located<QuantitySpec>>,
    /// Factor on the time of these moves, below 1 for faster.
    pub time_factor: Option<Located<QuantitySpec>>,
    /// Measures on which work starts.
    #[serde(default)]
    pub switch_on: Vec<Located<String>>,
    /// Measures that end.
    #[serde(default)]
    pub switch_off: Vec<Located<String>>,
    /// Flows of data that stop, as "application.flow".
    #[serde(default)]
    pub stop_flows: Vec<Located<String>>,
    /// How strictly obligations are implemented from then on.
    pub strictness: Option<Located<String>>,
    /// Isolation from then on.
    pub isolation: Option<Located<String>>,
}
