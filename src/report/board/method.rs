//! The method in ten steps.

/// A step of the method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MethodStep {
    pub name: &'static str,
    pub text: &'static str,
    /// What a page adds, where there is more room than on a slide; may be empty.
    pub more: &'static str,
    /// Its equation as it is read aloud; empty where there is none.
    pub equation: &'static str,
}

/// In the order in which figures come about.
pub const METHOD: [MethodStep; 10] = [
    MethodStep {
        name: "A trial is one possible future.",
        text: "The world of a trial is drawn once, and all options live through it: their differences are far more certain than their costs.",
        more: "To it belong the regime, announced bans, cuts of the network, demand, what the law becomes, and every uncertain figure. Each draw hangs on the seed, the trial and the name of what is drawn alone, so that changing one thing leaves every other draw as it was.",
        equation: "",
    },
    MethodStep {
        name: "Events",
        text: "come by a rate that the regime, the scenario and the option’s own set-up move over time.",
        more: "Λ is the cumulative rate, and the chance that nothing has happened by time t is",
        equation: "The chance of no event until t is e to the minus Lambda of t, the integral of the rate",
    },
    MethodStep {
        name: "Cost",
        text: "of option o in trial i: all postings c of its ledger, month by month, discounted at the yearly rate r from the middle of each month.",
        more: "Losses of margin, fines, moves, running costs and emergency measures are all in it; cost is positive.",
        equation: "Cost is the sum over the months of the discounted postings",
    },
    MethodStep {
        name: "Mean and its error",
        text: "over n independent trials, with Student’s factor q for 95 %. Sobol points take the error from independent replicates.",
        more: "",
        equation: "The mean plus or minus q times the standard deviation over the root of n",
    },
    MethodStep {
        name: "Two options are told apart",
        text: "only if the interval of their difference, trial by trial, excludes zero.",
        more: "Otherwise the report says that they cannot be told apart, and about how many trials would do.",
        equation: "Differences of two options a and b in the same trial",
    },
    MethodStep {
        name: "Chances",
        text: "carry Wilson’s interval, which holds for rare events too; z = 1.96.",
        more: "So for the chance to be the cheapest, and for that to exceed the appetite.",
        equation: "Wilson's interval of a share p",
    },
    MethodStep {
        name: "Bad futures.",
        text: "The p95 is what 95 % of the trials do not exceed; the expected shortfall is the mean of the costs beyond it, k = n(1 − level) of them.",
        more: "With costs in falling order, the boundary trial counts in part.",
        equation: "Expected shortfall: the mean of the k highest costs",
    },
    MethodStep {
        name: "Regret",
        text: "of a trial is the cost above the cheapest option of the same trial; the worst case over scenarios is about means.",
        more: "There it counts how much more an option costs on average than the best of a scenario, where that is highest.",
        equation: "Regret is the cost less the lowest cost of the same trial",
    },
    MethodStep {
        name: "Dominance",
        text: "of a over b, in the first and in the second order. No sample proves either: what is shown is that no violation exceeds a small margin.",
        more: "In the first order, at no amount is a more likely to cost more; in the second, beyond no amount is its mean excess higher.",
        equation: "First order dominance and second order dominance",
    },
    MethodStep {
        name: "What knowing is worth.",
        text: "To know some figures φ before the choice saves, on average, what the equation says (EVPPI).",
        more: "That is at most what it saves to know everything: the lowest mean cost less the mean of the lowest costs (EVPI).",
        equation: "Expected value of partial perfect information",
    },
];
