//! Test documents made here, with their truth, and the score of the engine on them.

pub mod degrade;
pub mod drawn;
pub mod fuzz;
pub mod generator;
pub mod grammar;
pub mod hostile;
pub mod hybrid;
pub mod ledger;
pub mod noise;
pub mod pdf;
pub mod rules;
pub mod schema;
pub mod score;
pub mod verbs;
pub mod verdicts;
