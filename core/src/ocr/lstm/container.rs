//! A `.traineddata` file: a count, as many offsets, and the components they point at.

use super::Damaged;
use super::bytes::Bytes;

/// The components that reading lines needs, by their place in the table of offsets.
#[derive(Clone, Copy)]
pub(super) enum Component {
    Network = 17,
    Punctuation = 18,
    Words = 19,
    Numbers = 20,
    Charset = 21,
    Recoder = 22,
}

/// The file, cut into components.
pub(super) struct Container<'a> {
    entries: Vec<Option<&'a [u8]>>,
}

impl<'a> Container<'a> {
    /// Most components a file may name; the format knows 24.
    const MOST: usize = 1000;

    pub fn parse(file: &'a [u8]) -> Result<Self, Damaged> {
        let mut bytes = Bytes(file);
        let count = bytes.size(Self::MOST).map_err(|_| Damaged("it is not a `.traineddata` file"))?;
        let mut starts = Vec::with_capacity(count);
        for _ in 0..count {
            // -1 stands for a component the file lacks.
            let offset = i64::from_le_bytes(bytes.u64()?.to_le_bytes());
            starts.push(usize::try_from(offset).ok().filter(|_| offset >= 0));
        }
        let mut entries = Vec::with_capacity(count);
        for (i, start) in starts.iter().enumerate() {
            let Some(start) = *start else {
                entries.push(None);
                continue;
            };
            let end = starts[i + 1..].iter().flatten().next().copied().unwrap_or(file.len());
            entries.push(Some(file.get(start..end).ok_or(Damaged("a component lies outside the file"))?));
        }
        Ok(Self { entries })
    }

    /// The bytes of a component, where the file has it.
    pub fn get(&self, component: Component) -> Option<&'a [u8]> {
        self.entries.get(component as usize).copied().flatten().filter(|bytes| !bytes.is_empty())
    }

    /// The bytes of a component nothing works without.
    pub fn need(&self, component: Component) -> Result<&'a [u8], Damaged> {
        self.get(component).ok_or(Damaged("it holds no line recogniser: only models of Tesseract 4 and later do"))
    }
}
