//! Debts in this process: all there is without Redis, and what is known of them when Redis forgets.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::gcra::{Rule, Verdict, decide};

/// Subjects remembered. Past it those without debt are forgotten, then whatever comes first.
const SUBJECTS: usize = 100_000;

/// For each subject, the instant its debt is gone.
#[derive(Debug, Default)]
pub(crate) struct Memory(Mutex<HashMap<String, i64>>);

impl Memory {
    /// One unit under every rule, or under none.
    pub(crate) fn admit(&self, rules: &[Rule], now: i64) -> Verdict {
        let mut gone = self.lock();
        let debts: Vec<i64> = rules.iter().map(|rule| debt(&gone, rule, now)).collect();
        let verdict = decide(rules, &debts);
        if verdict.admitted {
            note(&mut gone, rules, &verdict.debts, now);
        }
        verdict
    }

    /// The debts known here.
    pub(crate) fn debts(&self, rules: &[Rule], now: i64) -> Vec<i64> {
        let gone = self.lock();
        rules.iter().map(|rule| debt(&gone, rule, now)).collect()
    }

    /// Notes what Redis told.
    pub(crate) fn learn(&self, rules: &[Rule], debts: &[i64], now: i64) {
        note(&mut self.lock(), rules, debts, now);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, i64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn debt(gone: &HashMap<String, i64>, rule: &Rule, now: i64) -> i64 {
    gone.get(&rule.subject).map_or(0, |gone| (gone - now).max(0))
}

fn note(gone: &mut HashMap<String, i64>, rules: &[Rule], debts: &[i64], now: i64) {
    if gone.len() >= SUBJECTS {
        gone.retain(|_, gone| *gone > now);
        if gone.len() >= SUBJECTS {
            let mut left = SUBJECTS / 2;
            gone.retain(|_, _| {
                left = left.saturating_sub(1);
                left > 0
            });
        }
    }
    for (rule, debt) in rules.iter().zip(debts) {
        let at = now.saturating_add(*debt);
        match gone.get_mut(&rule.subject) {
            Some(gone) => *gone = at.max(*gone),
            None => drop(gone.insert(rule.subject.clone(), at)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limit::gcra::Rate;

    fn rule(subject: &str, burst: i64, interval: i64) -> Rule {
        Rule { policy: "burst", subject: subject.into(), rate: Rate { burst, interval } }
    }

    #[test]
    fn a_burst_then_one_an_interval() {
        let memory = Memory::default();
        let rules = [rule("a", 3, 100)];
        let admitted = |now| memory.admit(&rules, now).admitted;
        assert_eq!(
            [1000, 1000, 1000, 1000, 1099, 1100, 1100].map(admitted),
            [true, true, true, false, false, true, false]
        );
        let debt = memory.debts(&rules, 1100)[0];
        assert_eq!((rules[0].rate.remaining(debt), rules[0].rate.wait(debt)), (0, 100));
        assert_eq!(rules[0].rate.remaining(memory.debts(&rules, 1250)[0]), 1);
    }

    #[test]
    fn a_refusal_costs_nothing_under_any_rule() {
        let memory = Memory::default();
        let (tight, wide) = (rule("tight", 1, 1000), rule("wide", 10, 1));
        let both = [tight, wide.clone()];
        assert!(memory.admit(&both, 0).admitted);
        for _ in 0..5 {
            assert!(!memory.admit(&both, 10).admitted);
        }
        assert_eq!(memory.debts(&[wide], 10), [0]);
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let memory = Memory::default();
        for i in 0..SUBJECTS + 10 {
            memory.admit(&[rule(&i.to_string(), 1, 1_000_000)], 1);
        }
        assert!(memory.lock().len() <= SUBJECTS);
    }
}
