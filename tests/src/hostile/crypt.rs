//! Encrypted PDFs, written with the standard handler, revision 2: RC4 with 40 bits (ISO 32000-1, 7.6.3).

use super::Expect::{Error, PagesOr, Word};
use super::{Case, case};
use crate::pdf::{Pdf, deflated_repeat, line, one_page};

pub(super) const CASES: &[Case] = &[
    case("encrypted-with-a-password", || encrypted(page(), b"secret"), Error(&["encrypted"])),
    case("encrypted-with-an-empty-password", || encrypted(page(), b""), Word("Facture")),
    case("encrypted-bomb", || encrypted(bomb(), b""), Error(&["too_large"])),
    case("encrypted-object-stream-bomb", || encrypted(object_stream(), b""), Error(&["too_large"])),
    case("encrypted-by-nothing", || with_encrypt("null"), PagesOr(&["unreadable", "encrypted"])),
    case(
        "encrypted-by-an-unknown-handler",
        || with_encrypt("<< /Filter /Unknown /V 99 /R 99 >>"),
        Error(&["unreadable", "encrypted"]),
    ),
    case("encrypted-by-itself", || with_encrypt("9999 0 R"), PagesOr(&["unreadable", "encrypted"])),
    case(
        "encrypted-with-short-keys",
        || with_encrypt("<< /Filter /Standard /V 1 /R 2 /O () /U () /P 0 >>"),
        PagesOr(&["unreadable", "encrypted"]),
    ),
    case(
        "encrypted-with-absurd-numbers",
        || with_encrypt("<< /Filter /Standard /V 4294967296 /R -1 /Length 1e99 /O (a) /U (b) /P 99999999999 >>"),
        PagesOr(&["unreadable", "encrypted"]),
    ),
];

const PADDING: [u8; 32] = *b"\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A";
const ID: [u8; 16] = *b"ocr-facture test";
const PERMISSIONS: i32 = -4;

fn page() -> Pdf {
    one_page(line(50.0, 700.0, "Facture secrete"))
}

fn bomb() -> Pdf {
    let mut pdf = page();
    pdf.stream("/Filter /FlateDecode", deflated_repeat(b' ', 300 << 20));
    pdf
}

fn object_stream() -> Pdf {
    let mut pdf = page();
    pdf.stream("/Type /ObjStm /N 1 /First 10 /Filter /FlateDecode", deflated_repeat(b' ', 300 << 20));
    pdf
}

fn with_encrypt(dictionary: &str) -> Vec<u8> {
    let mut pdf = page();
    pdf.trailer(&format!("/Encrypt {dictionary} /ID [<00> <00>]"));
    pdf.bytes()
}

/// The document with its streams encrypted; the texts of this document are all in streams.
fn encrypted(mut pdf: Pdf, user: &[u8]) -> Vec<u8> {
    let padded = |password: &[u8]| [password, &PADDING].concat()[..32].to_vec();
    let owner = rc4(&md5(&padded(b"owner"))[..5], &padded(user));
    let seed = [padded(user), owner.clone(), PERMISSIONS.to_le_bytes().to_vec(), ID.to_vec()].concat();
    let key = &md5(&seed)[..5];
    let check = rc4(key, &PADDING);
    for (at, body) in pdf.objects_mut().iter_mut().enumerate() {
        let number = (at as u32 + 1).to_le_bytes();
        let own = md5(&[key, &number[..3], &[0, 0]].concat());
        let Some(start) = body.windows(7).position(|w| w == b"stream\n") else { continue };
        let end = body.len() - b"\nendstream".len();
        let data = rc4(&own[..10], &body[start + 7..end]);
        body.splice(start + 7..end, data);
    }
    let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
    let (o, u, id) = (hex(&owner), hex(&check), hex(&ID));
    pdf.trailer(&format!(
        "/Encrypt << /Filter /Standard /V 1 /R 2 /O <{o}> /U <{u}> /P {PERMISSIONS} >> /ID [<{id}> <{id}>]"
    ));
    pdf.bytes()
}

fn rc4(key: &[u8], data: &[u8]) -> Vec<u8> {
    let mut state: Vec<u8> = (0..=255).collect();
    let mut j = 0_usize;
    for i in 0..256 {
        j = (j + usize::from(state[i]) + usize::from(key[i % key.len()])) % 256;
        state.swap(i, j);
    }
    let (mut i, mut j) = (0_usize, 0_usize);
    let mut next = || {
        i = (i + 1) % 256;
        j = (j + usize::from(state[i])) % 256;
        state.swap(i, j);
        state[(usize::from(state[i]) + usize::from(state[j])) % 256]
    };
    data.iter().map(|b| b ^ next()).collect()
}

/// MD5 (RFC 1321).
fn md5(data: &[u8]) -> [u8; 16] {
    const TURNS: [[u32; 4]; 4] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
    let mut padded = data.to_vec();
    padded.push(0x80);
    padded.resize(padded.len().next_multiple_of(64) + if padded.len() % 64 > 56 { 64 } else { 0 } - 8, 0);
    padded.extend_from_slice(&(data.len() as u64 * 8).to_le_bytes());
    let mut state = [0x6745_2301_u32, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];
    for block in padded.chunks_exact(64) {
        let word = |i: usize| u32::from_le_bytes([block[4 * i], block[4 * i + 1], block[4 * i + 2], block[4 * i + 3]]);
        let [mut a, mut b, mut c, mut d] = state;
        for i in 0..64_usize {
            let (mix, at) = match i / 16 {
                0 => ((b & c) | (!b & d), i),
                1 => ((d & b) | (!d & c), (5 * i + 1) % 16),
                2 => (b ^ c ^ d, (3 * i + 5) % 16),
                _ => (c ^ (b | !d), 7 * i % 16),
            };
            let sine = (((i + 1) as f64).sin().abs() * 4_294_967_296.0) as u32;
            let sum = a.wrapping_add(mix).wrapping_add(sine).wrapping_add(word(at));
            (a, d, c) = (d, c, b);
            b = b.wrapping_add(sum.rotate_left(TURNS[i / 16][i % 4]));
        }
        for (total, part) in state.iter_mut().zip([a, b, c, d]) {
            *total = total.wrapping_add(part);
        }
    }
    let mut out = [0; 16];
    out.iter_mut().zip(state.iter().flat_map(|word| word.to_le_bytes())).for_each(|(slot, byte)| *slot = byte);
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn md5_of_the_rfc() {
        assert_eq!(super::md5(b"abc").map(|b| format!("{b:02x}")).concat(), "900150983cd24fb0d6963f7d28e17f72");
        assert_eq!(super::md5(&[b'a'; 60]).map(|b| format!("{b:02x}")).concat(), "cc7ed669cf88f201c3297c6a91e1d18d");
    }
}
