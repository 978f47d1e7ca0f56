/// What an option has to do at a point in time. Of steps at the same time, those further up come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// A move is complete.
    MoveEnd {
        application: usize,
        attempt: u32,
    },
    /// A measure works.
    MeasureReady {
        measure: usize,
        attempt: u32,
    },
    /// Work on a measure starts.
    MeasureStart {
        chosen: usize,
    },
    /// Rules of the pack in force may begin.
    RulesBegin,
    /// A pack takes effect because of its date.
    PackBegins {
        index: usize,
    },
    /// An announced rule change takes effect.
    RuleChanges {
        event: usize,
    },
    /// An announced ban or counter-measure takes effect.
    TakesEffect {
        event: usize,
    },
    /// A counter-measure is over.
    Ends {
        event: usize,
    },
    /// An authority decides on a filing, or on the renewal of an approval that runs out.
    Decision {
        duty: usize,
        application: usize,
        attempt: u32,
        renewal: bool,
    },
    /// Work on isolation starts or ends.
    IsolationWorkStart,
    IsolationWorkEnd,
    /// A planned move starts.
    MoveStart {
        application: usize,
        attempt: u32,
    },
    /// The new system starts to run beside the old one.
    DualRunning {
        application: usize,
        attempt: u32,
    },
    /// A duty has to be renewed.
    Renewal {
        duty: usize,
    },
    /// A fine is forgotten.
    FineForgotten {
        risk: usize,
    },
    /// Rates of the option's own events have to be looked at.
    PostureChanges,
    /// The response of a playbook entry begins, or is taken back.
    Responds {
        entry: usize,
    },
    Reverts {
        entry: usize,
    },
    /// An event happens or is announced.
    Event {
        event: usize,
    },
    /// An outage has lasted so long that emergency moves start.
    Emergency {
        event: usize,
    },
    /// An inspection that the scenario schedules.
    ScheduledInspection {
        risk: usize,
        index: usize,
    },
    /// An inspection that an incident brings about.
    TriggeredInspection {
        risk: usize,
    },
    /// An event of the option's own that comes by chance.
    Arrival {
        risk: usize,
        attempt: u32,
    },
    /// After a revocation: what there was in China has been wound up.
    WoundUp,
}

/// Steps by time.
#[derive(Debug, Clone, Default)]
pub(super) struct Agenda {
    /// Latest first.
    steps: Vec<(f64, Step)>,
}

impl Agenda {
    pub fn clear(&mut self) {
        self.steps.clear();
    }

    /// Adds a step. Times that never come are left out.
    pub fn add(&mut self, time: f64, step: Step) {
        if time.is_finite() {
            let place =
                self.steps.partition_point(|entry| entry.0.total_cmp(&time).then(entry.1.cmp(&step)).is_gt());
            self.steps.insert(place, (time, step));
        }
    }

    /// Takes the next step if it comes before `end`.
    pub fn next_before(&mut self, end: f64) -> Option<(f64, Step)> {
        if self.steps.last()?.0 < end { self.steps.pop() } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::{Agenda, Step};

    #[test]
    fn gives_steps_by_time_then_by_kind() {
        let mut agenda = Agenda::default();
        agenda.add(3.0, Step::Event { event: 0 });
        agenda.add(3.0, Step::MoveEnd { application: 1, attempt: 0 });
        agenda.add(f64::INFINITY, Step::IsolationWorkEnd);
        agenda.add(1.0, Step::Renewal { duty: 2 });
        assert_eq!(agenda.next_before(1.0), None);
        assert_eq!(agenda.next_before(2.0), Some((1.0, Step::Renewal { duty: 2 })));
        assert_eq!(agenda.next_before(9.0), Some((3.0, Step::MoveEnd { application: 1, attempt: 0 })));
        assert_eq!(agenda.next_before(9.0), Some((3.0, Step::Event { event: 0 })));
        assert_eq!(agenda.next_before(9.0), None);
    }
}
