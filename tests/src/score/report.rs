//! The figures of a run.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

/// How one field fared.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    /// Right.
    pub right: usize,
    /// Wrong, or read where there is none.
    pub wrong: usize,
    /// In the truth and not read right.
    pub missed: usize,
}

impl Tally {
    /// Share of the truth that was read right.
    pub fn recall(&self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    /// Share of what was read that is right.
    pub fn precision(&self) -> f64 {
        share(self.right, self.right + self.wrong)
    }
}

/// A value that is not what the truth says.
#[derive(Clone, Debug, PartialEq)]
pub struct Miss {
    /// Document.
    pub document: String,
    /// Field, `line`, `vat` or `failed`.
    pub field: String,
    /// What was read.
    pub got: Option<String>,
    /// What the truth says.
    pub want: Option<String>,
    /// Layout of a generated document.
    pub layout: String,
}

/// A value with its confidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// Document.
    pub document: String,
    /// Path in the invoice.
    pub path: String,
    /// Confidence told.
    pub confidence: f64,
    /// Whether it is right.
    pub right: bool,
    /// It counts for the calibration, as in `score.py`: a field other than the type, with a value in the truth.
    pub known: bool,
}

/// The figures of a run.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Documents scored.
    pub documents: usize,
    /// Documents that gave an error.
    pub failed: usize,
    /// Documents with every field of the truth right.
    pub perfect: usize,
    /// By field.
    pub fields: BTreeMap<&'static str, Tally>,
    /// Lines hit, read, in the truth, and hit with quantity and price.
    pub lines: [usize; 4],
    /// VAT rows hit, and in the truth.
    pub vat: [usize; 2],
    /// Values with their confidence.
    pub judged: Vec<Judged>,
    /// What went wrong.
    pub misses: Vec<Miss>,
    /// Time of each document.
    pub times: Vec<Duration>,
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn f1(precision: f64, recall: f64) -> f64 {
    2.0 * precision * recall / (precision + recall).max(1e-9)
}

impl Report {
    /// All fields together.
    pub fn all_fields(&self) -> Tally {
        self.fields.values().fold(Tally::default(), |a, t| Tally {
            right: a.right + t.right,
            wrong: a.wrong + t.wrong,
            missed: a.missed + t.missed,
        })
    }

    /// F1 over all fields, 0 to 1.
    pub fn fields_f1(&self) -> f64 {
        let all = self.all_fields();
        f1(all.precision(), all.recall())
    }

    /// F1 over all lines, 0 to 1.
    pub fn lines_f1(&self) -> f64 {
        f1(share(self.lines[0], self.lines[1]), share(self.lines[0], self.lines[2]))
    }

    /// Share of the VAT rows read.
    pub fn vat_recall(&self) -> f64 {
        share(self.vat[0], self.vat[1])
    }

    fn calibration(&self) -> impl Iterator<Item = &Judged> {
        self.judged.iter().filter(|j| j.known)
    }

    /// Expected calibration error over ten bins; 0 when nothing was judged.
    pub fn calibration_error(&self) -> f64 {
        let mut bins = [(0usize, 0f64, 0usize); 10];
        for j in self.calibration() {
            let bin = &mut bins[((j.confidence * 10.0) as usize).min(9)];
            *bin = (bin.0 + 1, bin.1 + j.confidence, bin.2 + usize::from(j.right));
        }
        let count = self.calibration().count().max(1) as f64;
        bins.iter().map(|(_, confidence, right)| (confidence - *right as f64).abs()).sum::<f64>() / count
    }

    /// Share of the values at 0.9 and above, and the share of those that is right.
    pub fn confident(&self) -> (f64, f64) {
        let all = self.calibration().count();
        let high: Vec<bool> = self.calibration().filter(|j| j.confidence >= 0.9).map(|j| j.right).collect();
        (share(high.len(), all), share(high.iter().filter(|r| **r).count(), high.len()))
    }

    /// Adds the figures of another run.
    pub fn merge(&mut self, other: Self) {
        self.documents += other.documents;
        self.failed += other.failed;
        self.perfect += other.perfect;
        for (name, t) in other.fields {
            let mine = self.fields.entry(name).or_default();
            (mine.right, mine.wrong, mine.missed) =
                (mine.right + t.right, mine.wrong + t.wrong, mine.missed + t.missed);
        }
        (0..4).for_each(|i| self.lines[i] += other.lines[i]);
        (0..2).for_each(|i| self.vat[i] += other.vat[i]);
        self.judged.extend(other.judged);
        self.misses.extend(other.misses);
        self.times.extend(other.times);
    }

    /// The values with their confidence as CSV.
    pub fn raw_csv(&self) -> String {
        let mut out = String::from("path,confidence,right,known,document\n");
        for j in &self.judged {
            let (right, known) = (u8::from(j.right), u8::from(j.known));
            out.push_str(&format!("{},{},{right},{known},{}\n", j.path, j.confidence, j.document));
        }
        out
    }

    /// The misses, grouped by field, at most `limit` of each.
    pub fn misses_by_field(&self, limit: usize) -> String {
        let mut groups: BTreeMap<&str, Vec<&Miss>> = BTreeMap::new();
        self.misses.iter().for_each(|m| groups.entry(&m.field).or_default().push(m));
        let mut out = String::new();
        let text = |v: &Option<String>| v.clone().unwrap_or_else(|| "-".into());
        for (field, misses) in groups {
            out.push_str(&format!("{field}: {}\n", misses.len()));
            for m in misses.iter().take(limit) {
                out.push_str(&format!("  {} | {} | {} | {}\n", m.document, text(&m.got), text(&m.want), m.layout));
            }
        }
        out
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut times = self.times.clone();
        times.sort();
        let median = times.get(times.len() / 2).copied().unwrap_or_default();
        let perfect = 100.0 * share(self.perfect, self.documents);
        writeln!(
            f,
            "documents {}, failed {}, every field right {} ({perfect:.0}%), median {:.1} ms",
            self.documents,
            self.failed,
            self.perfect,
            median.as_secs_f64() * 1000.0
        )?;
        for (name, t) in &self.fields {
            let (recall, precision, n) = (100.0 * t.recall(), 100.0 * t.precision(), t.right + t.missed);
            writeln!(f, "  {name:18} recall {recall:5.1}%  precision {precision:5.1}%  n={n}")?;
        }
        let [hits, read, wanted, full] = self.lines;
        let (precision, recall) = (100.0 * share(hits, read), 100.0 * share(hits, wanted));
        let complete = 100.0 * share(full, wanted);
        writeln!(
            f,
            "  lines: F1 {:.1}% (precision {precision:.1}%, recall {recall:.1}%, with quantity and price {complete:.1}%, n={wanted})",
            100.0 * self.lines_f1()
        )?;
        writeln!(f, "  vat breakdown: recall {:.1}% n={}", 100.0 * self.vat_recall(), self.vat[1])?;
        let (high, right) = self.confident();
        writeln!(
            f,
            "  confidence: ECE {:.3}; at >= 0.9: {:.0}% of values, {:.1}% right",
            self.calibration_error(),
            100.0 * high,
            100.0 * right
        )?;
        let all = self.all_fields();
        write!(
            f,
            "FIELDS F1 {:.1}% precision {:.1}% recall {:.1}% LINES F1 {:.1}%",
            100.0 * self.fields_f1(),
            100.0 * all.precision(),
            100.0 * all.recall(),
            100.0 * self.lines_f1()
        )
    }
}
