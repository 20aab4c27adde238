//! Code lists of EN 16931 that are numbers, as ranges.

/// First and last of a run of codes.
type Run = (u16, u16);

/// Schemes of identifiers, ISO 6523 (BT-29-1, BT-30-1, BT-46-1, BT-47-1, BT-60-1, BT-61-1).
const REGISTERS: [Run; 4] = [(2, 91), (93, 102), (104, 180), (183, 248)];

/// Schemes of electronic addresses, EAS (BT-34-1, BT-49-1), but for those in letters.
const ADDRESSES: [Run; 36] = [
    (2, 2),
    (7, 7),
    (9, 9),
    (37, 37),
    (60, 60),
    (88, 88),
    (96, 97),
    (106, 106),
    (130, 130),
    (135, 135),
    (142, 142),
    (147, 147),
    (151, 151),
    (154, 154),
    (158, 158),
    (170, 170),
    (177, 177),
    (183, 184),
    (188, 188),
    (190, 196),
    (198, 205),
    (208, 213),
    (215, 221),
    (225, 225),
    (230, 230),
    (235, 235),
    (240, 240),
    (242, 242),
    (244, 246),
    (248, 248),
    (9910, 9910),
    (9913, 9915),
    (9918, 9920),
    (9922, 9953),
    (9957, 9957),
    (9959, 9959),
];

/// Schemes of electronic addresses in letters: `EM` is e-mail.
const ADDRESSES_IN_LETTERS: [&str; 5] = ["AN", "AQ", "AS", "AU", "EM"];

/// Invoice types (BT-3), UNTDID 1001.
const TYPES: [Run; 30] = [
    (71, 71),
    (80, 84),
    (102, 102),
    (130, 130),
    (202, 204),
    (211, 211),
    (218, 219),
    (261, 262),
    (295, 296),
    (308, 308),
    (325, 326),
    (331, 331),
    (380, 390),
    (393, 396),
    (420, 420),
    (456, 458),
    (471, 473),
    (500, 503),
    (527, 527),
    (532, 532),
    (553, 553),
    (575, 575),
    (623, 623),
    (633, 633),
    (751, 751),
    (780, 780),
    (817, 817),
    (870, 870),
    (875, 877),
    (935, 935),
];

/// Whether the code is a scheme of ISO 6523: four digits.
pub(super) fn is_register(code: &str) -> bool {
    code.len() == 4 && within(&REGISTERS, code)
}

/// Whether the code is a scheme of electronic addresses.
pub(super) fn is_address(code: &str) -> bool {
    ADDRESSES_IN_LETTERS.contains(&code) || (code.len() == 4 && within(&ADDRESSES, code))
}

/// Whether the code is an invoice type.
pub(super) fn is_type(code: &str) -> bool {
    !code.starts_with('0') && within(&TYPES, code)
}

fn within(runs: &[Run], code: &str) -> bool {
    let digits = code.bytes().all(|b| b.is_ascii_digit());
    code.parse().is_ok_and(|number: u16| digits && runs.iter().any(|(first, last)| (*first..=*last).contains(&number)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_from_what_looks_like_them() {
        assert!(["0002", "0009", "0088", "0224", "0231", "0060"].iter().all(|code| is_register(code)));
        assert!(["2", "0092", "0182", "9999", "SEPA", "", "+002"].iter().all(|code| !is_register(code)));
        assert!(["0225", "0009", "EM", "9957", "0211"].iter().all(|code| is_address(code)));
        assert!(["225", "em", "0100", "URI"].iter().all(|code| !is_address(code)));
        assert!(["380", "381", "71", "503"].iter().all(|code| is_type(code)));
        assert!(["0", "0380", "999", "", "+380"].iter().all(|code| !is_type(code)));
    }
}
