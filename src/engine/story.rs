use super::ledger::Journal;
use super::outcomes::Count;
use super::world::Event;
use crate::domain::{Component, PenaltyClass};

/// Why an amount was posted. Positions are those of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// An application as it stands: its run cost, and the hours its users lose to split processes.
    Application(usize),
    /// Moving an application on plan or under a playbook: project and dual running.
    Move(usize),
    /// Keeping China apart from headquarters.
    Isolation,
    Measure(usize),
    /// A duty, whatever its form: cost of meeting it.
    Duty(usize),
    /// A regulator's no to a duty, whatever its form: what stopped, and the moves that it forced.
    Refusal(usize),
    /// A risk: its events, its inspections, the demand or the hours it is about, and the moves that it forced.
    Risk(usize),
    /// An entry of the option's playbook: flows that it stopped.
    Playbook(usize),
}

/// An amount of one month, one component and one cause: cost positive, money of the month, not discounted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Charge {
    pub month: usize,
    pub component: Component,
    pub cause: Cause,
    pub amount: f64,
}

/// Something that happened, in months from the start of the horizon.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Note {
    pub time: f64,
    pub what: Happening,
}

/// Why an application moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoveReason {
    Planned,
    /// Forced by an event or a refusal.
    Emergency(Cause),
    /// Position among the option's playbook entries.
    Playbook(usize),
}

/// What can happen in a trial. `event`: position in [`Story::events`]; other positions are those of the plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Happening {
    Regime {
        regime: usize,
    },
    /// Announced, or begun where there is no notice.
    Announced {
        event: usize,
    },
    TakesEffect {
        event: usize,
    },
    /// A review that ended without a ban.
    ComesToNothing {
        event: usize,
    },
    Ends {
        event: usize,
    },
    /// Money.
    Incident {
        event: usize,
        amount: f64,
    },
    /// `end`: month in which it is expected to be complete.
    MoveBegins {
        application: usize,
        to: usize,
        reason: MoveReason,
        end: f64,
    },
    MoveEnds {
        application: usize,
        to: usize,
    },
    /// It waits for an approval.
    MoveWaits {
        application: usize,
        duty: usize,
        until: f64,
    },
    MoveDropped {
        application: usize,
    },
    MeasureBegins {
        measure: usize,
    },
    MeasureWorks {
        measure: usize,
    },
    MeasureEnds {
        measure: usize,
    },
    Isolated {
        isolation: usize,
    },
    Strictness {
        strictness: usize,
    },
    PackBegins {
        pack: usize,
    },
    CatalogueWidens,
    ReviewsSlow,
    Designated,
    NotDesignated,
    /// A duty, whatever its form, arises for the first time.
    DutyArises {
        duty: usize,
    },
    Granted {
        duty: usize,
        application: usize,
        renewal: bool,
    },
    Refused {
        duty: usize,
        application: usize,
        renewal: bool,
    },
    Withdrawn {
        duty: usize,
        application: usize,
    },
    FlowStops {
        flow: usize,
    },
    FlowResumes {
        flow: usize,
    },
    Inspection {
        risk: usize,
    },
    /// A sanction above or equal to a warning; `amount`: fines on the company and in person, money.
    Sanction {
        risk: usize,
        duty: usize,
        class: PenaltyClass,
        amount: f64,
    },
    /// Business in China is closed until a month; infinite for good.
    Closed {
        until: f64,
    },
    /// After a revocation everything in China has been wound up.
    WoundUp,
    /// The trigger of a playbook entry holds, by the end of a month.
    Triggered {
        entry: usize,
    },
    /// The response begins, after the lag.
    Responds {
        entry: usize,
    },
    Reverts {
        entry: usize,
    },
}

/// Everything one option lived through in one trial.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// Positions in the plan.
    pub scenario: usize,
    pub option: usize,
    pub trial: u64,
    /// Month and regime from then on.
    pub regimes: Vec<(f64, usize)>,
    /// The events of the world and the option's own.
    pub events: Vec<Event>,
    /// By time.
    pub notes: Vec<Note>,
    /// By month, component and cause; together they are the journal's postings.
    pub charges: Vec<Charge>,
    /// What was posted, as in every other run of this trial.
    pub journal: Journal,
    /// `[count]`, in the order of [`Count::ALL`].
    pub counts: [f64; Count::ALL.len()],
}

impl Story {
    /// Present value of the charges that `wanted` picks, money.
    ///
    /// - `discount`: `[month]`, factor to present value, as in the plan.
    #[must_use]
    pub fn present_value(&self, discount: &[f64], wanted: impl Fn(&Charge) -> bool) -> f64 {
        self.charges
            .iter()
            .filter(|charge| wanted(charge))
            .map(|charge| charge.amount * discount[charge.month])
            .sum()
    }
}
