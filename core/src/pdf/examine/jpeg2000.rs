//! JPEG 2000 (6.2.8.3): one, three or four colours, in a space that is told.

use super::survey::Walker;
use crate::pdf::value::Stream;

/// Reads the boxes of the header.
pub(super) fn examine(walker: &mut Walker<'_>, stream: &Stream) {
    let told = stream.dict.contains_key(b"ColorSpace".as_slice());
    let mut colours = Vec::new();
    let mut components = None;
    let mut varied = false;
    let mut palette = None;
    boxes(&stream.data, &mut |kind, data| match kind {
        b"ihdr" => components = data.get(8..10).map(|n| u16::from_be_bytes([n[0], n[1]])),
        b"bpcc" => varied = true,
        b"pclr" => palette = data.get(2).map(|n| u16::from(*n)),
        b"colr" => {
            let enumerated = data.get(3..7).map(|e| u32::from_be_bytes([e[0], e[1], e[2], e[3]]));
            colours.push((data.first().copied().unwrap_or(0), data.get(2).copied().unwrap_or(0), enumerated));
        }
        _ => {}
    });
    if components.is_none() {
        return;
    }
    let channels = palette.or(components).unwrap_or(0);
    if !matches!(channels, 1..=4) {
        walker.report("6.2.8.3-1", None);
    }
    if varied {
        walker.report("6.2.8.3-5", None);
    }
    if told {
        return;
    }
    let best = colours.iter().filter(|(_, approximate, _)| *approximate == 1).count();
    if colours.len() != 1 && best != 1 {
        walker.report("6.2.8.3-2", None);
    }
    let chosen = if colours.len() == 1 { colours.first() } else { colours.iter().find(|(_, a, _)| *a == 1) };
    if let Some((method, _, enumerated)) = chosen {
        if !matches!(method, 1..=3) {
            walker.report("6.2.8.3-3", None);
        }
        if *method == 1 && *enumerated == Some(19) {
            walker.report("6.2.8.3-4", None);
        }
    }
}

/// Tells the boxes of a file, those inside the header box included.
fn boxes(data: &[u8], tell: &mut impl FnMut(&[u8; 4], &[u8])) {
    let mut rest = data;
    for _ in 0..1000 {
        let (Some(size), Some(kind)) = (rest.get(..4), rest.get(4..8).and_then(|k| <&[u8; 4]>::try_from(k).ok()))
        else {
            return;
        };
        let size = u32::from_be_bytes([size[0], size[1], size[2], size[3]]) as usize;
        let end = if size == 0 { rest.len() } else { size };
        let Some(body) = rest.get(8..end) else { return };
        if kind == b"jp2h" {
            boxes(body, tell);
        } else {
            tell(kind, body);
        }
        rest = rest.get(end..).unwrap_or_default();
    }
}
