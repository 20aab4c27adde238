//! MD5 (RFC 1321), for the checksum PDF gives attached files. It protects nothing.

/// Left rotations of the four rounds.
const TURNS: [[u32; 4]; 4] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];

/// The sixteen bytes of the digest.
pub fn md5(data: &[u8]) -> [u8; 16] {
    let mut padded = data.to_vec();
    padded.push(0x80);
    padded.resize((padded.len() + 8).next_multiple_of(64) - 8, 0);
    padded.extend((data.len() as u64).wrapping_mul(8).to_le_bytes());
    // The constants are the first 32 bits of the sines of 1, 2, 3… radians.
    let constant = |i: u32| (f64::from(i + 1).sin().abs() * 4_294_967_296.0) as u32;
    let constants: Vec<u32> = (0..64).map(constant).collect();
    let mut sums = [0x6745_2301_u32, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];
    for block in padded.chunks_exact(64) {
        let words: Vec<u32> =
            block.chunks_exact(4).map(|w| w.iter().rev().fold(0, |n, byte| n << 8 | u32::from(*byte))).collect();
        let [mut a, mut b, mut c, mut d] = sums;
        for (i, constant) in constants.iter().enumerate() {
            let (mixed, at) = match i / 16 {
                0 => ((b & c) | (!b & d), i),
                1 => ((d & b) | (!d & c), (5 * i + 1) % 16),
                2 => (b ^ c ^ d, (3 * i + 5) % 16),
                _ => (c ^ (b | !d), (7 * i) % 16),
            };
            let word = words.get(at).copied().unwrap_or(0);
            let turn = TURNS.get(i / 16).and_then(|t| t.get(i % 4)).copied().unwrap_or(0);
            let sum = a.wrapping_add(mixed).wrapping_add(*constant).wrapping_add(word);
            (a, d, c, b) = (d, c, b, b.wrapping_add(sum.rotate_left(turn)));
        }
        for (sum, part) in sums.iter_mut().zip([a, b, c, d]) {
            *sum = sum.wrapping_add(part);
        }
    }
    let mut out = [0; 16];
    for (to, from) in out.iter_mut().zip(sums.iter().flat_map(|s| s.to_le_bytes())) {
        *to = from;
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn digests_are_those_of_the_standard() {
        let hex = |data: &[u8]| super::md5(data).iter().map(|b| format!("{b:02x}")).collect::<String>();
        assert_eq!(hex(b""), "d41d8cd98f00b204e9800998ecf8427e");
        assert_eq!(hex(b"message digest"), "f96b697d7cb7938d525a2f31aaf161d0");
        assert_eq!(hex(&[b'1'; 80]).len(), 32);
    }
}
