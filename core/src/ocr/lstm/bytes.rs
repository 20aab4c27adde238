//! Numbers out of the bytes of a model, never past their end.

use super::Damaged;

/// What is left to read. Everything is little-endian.
#[derive(Clone)]
pub(super) struct Bytes<'a>(pub &'a [u8]);

impl<'a> Bytes<'a> {
    pub fn take(&mut self, count: usize) -> Result<&'a [u8], Damaged> {
        let (head, tail) = self.0.split_at_checked(count).ok_or(Damaged("it ends too early"))?;
        self.0 = tail;
        Ok(head)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Damaged> {
        let mut out = [0; N];
        out.copy_from_slice(self.take(N)?);
        Ok(out)
    }

    pub fn u8(&mut self) -> Result<u8, Damaged> {
        Ok(self.array::<1>()?[0])
    }

    pub fn i16(&mut self) -> Result<i16, Damaged> {
        Ok(i16::from_le_bytes(self.array()?))
    }

    pub fn u32(&mut self) -> Result<u32, Damaged> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    pub fn i32(&mut self) -> Result<i32, Damaged> {
        Ok(i32::from_le_bytes(self.array()?))
    }

    pub fn u64(&mut self) -> Result<u64, Damaged> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    pub fn f64(&mut self) -> Result<f64, Damaged> {
        Ok(f64::from_le_bytes(self.array()?))
    }

    /// A size or count: not negative, at most `most`.
    pub fn size(&mut self, most: usize) -> Result<usize, Damaged> {
        let value = usize::try_from(self.i32()?).map_err(|_| Damaged("a size is negative"))?;
        if value > most { Err(Damaged("a size is beyond reason")) } else { Ok(value) }
    }

    /// A text with its length before it.
    pub fn text(&mut self) -> Result<&'a str, Damaged> {
        let length = self.size(1 << 16)?;
        std::str::from_utf8(self.take(length)?).map_err(|_| Damaged("a name is not UTF-8"))
    }
}
