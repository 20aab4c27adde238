//! The generic cell rate algorithm, in whole microseconds: every unit costs an interval of debt, debt melts with time,
//! and what would raise it past the burst is refused. `gcra.lua` is the same in Redis; a test compares the two.

/// One limit to hold a request to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    /// Name of the policy, in headers, errors and metrics.
    pub(crate) policy: &'static str,
    /// What is limited: the same text has one debt, in all processes.
    pub(crate) subject: String,
    /// How fast, and how much at once.
    pub(crate) rate: Rate,
}

/// So many units in so much time, all of which may come at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rate {
    /// Units that may come at once.
    pub(crate) burst: i64,
    /// Microseconds of debt a unit costs.
    pub(crate) interval: i64,
}

impl Rate {
    /// The debt that nothing may pass.
    pub(crate) fn most(self) -> i64 {
        self.interval.saturating_mul(self.burst)
    }

    /// Whether a unit more may come.
    pub(crate) fn admits(self, debt: i64) -> bool {
        debt.saturating_add(self.interval) <= self.most()
    }

    /// Units that may still come at once.
    pub(crate) fn remaining(self, debt: i64) -> i64 {
        (self.most() - debt).max(0) / self.interval.max(1)
    }

    /// Microseconds until one more unit may come.
    pub(crate) fn wait(self, debt: i64) -> i64 {
        debt.saturating_add(self.interval).saturating_sub(self.most()).max(0)
    }
}

/// What came of a request: whether every rule admits it, and the debt under each, afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) admitted: bool,
    pub(crate) debts: Vec<i64>,
}

/// One unit under every rule, or under none.
pub(crate) fn decide(rules: &[Rule], debts: &[i64]) -> Verdict {
    let admitted = rules.iter().zip(debts).all(|(rule, debt)| rule.rate.admits(*debt));
    let charged = rules.iter().zip(debts).map(|(rule, debt)| if admitted { debt + rule.rate.interval } else { *debt });
    Verdict { admitted, debts: charged.collect() }
}
