//! Protocol buffers: fields of a number and a value, one after the other.

use super::broken;
use crate::error::Result;

/// A field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field<'a> {
    /// Its number in the message.
    pub number: u64,
    /// What it holds.
    pub value: Value<'a>,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// A whole number.
    Whole(u64),
    /// Four bytes.
    Four([u8; 4]),
    /// Eight bytes.
    Eight([u8; 8]),
    /// A text, a message or packed numbers.
    Bytes(&'a [u8]),
}

impl<'a> Value<'a> {
    /// The text.
    pub fn text(self) -> Result<&'a str> {
        match self {
            Self::Bytes(b) => std::str::from_utf8(b).map_err(|_| broken("text is not UTF-8")),
            _ => Err(broken("a text was expected")),
        }
    }

    /// Adds the whole numbers, one or packed.
    pub fn wholes(self, out: &mut Vec<i64>) -> Result<()> {
        match self {
            Self::Whole(v) => out.push(v as i64),
            Self::Bytes(mut b) => {
                while !b.is_empty() {
                    out.push(varint(&mut b)? as i64);
                }
            }
            _ => return Err(broken("whole numbers were expected")),
        }
        Ok(())
    }
}

/// The fields of a message, until its end or the first that is damaged.
pub fn fields(bytes: &[u8]) -> impl Iterator<Item = Result<Field<'_>>> {
    let mut rest = Some(bytes);
    std::iter::from_fn(move || {
        let mut bytes = rest.take().filter(|b| !b.is_empty())?;
        let field = field(&mut bytes);
        rest = field.is_ok().then_some(bytes);
        Some(field)
    })
}

fn field<'a>(bytes: &mut &'a [u8]) -> Result<Field<'a>> {
    let key = varint(bytes)?;
    let value = match key & 7 {
        0 => Value::Whole(varint(bytes)?),
        1 => Value::Eight(*take_array(bytes)?),
        2 => {
            let length = usize::try_from(varint(bytes)?).map_err(|_| broken("a length is absurd"))?;
            let (value, rest) = bytes.split_at_checked(length).ok_or_else(|| broken("cut short"))?;
            *bytes = rest;
            Value::Bytes(value)
        }
        5 => Value::Four(*take_array(bytes)?),
        _ => return Err(broken("not a protocol buffer")),
    };
    Ok(Field { number: key >> 3, value })
}

fn take_array<'a, const N: usize>(bytes: &mut &'a [u8]) -> Result<&'a [u8; N]> {
    let (value, rest) = bytes.split_first_chunk().ok_or_else(|| broken("cut short"))?;
    *bytes = rest;
    Ok(value)
}

fn varint(bytes: &mut &[u8]) -> Result<u64> {
    let mut value = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first().ok_or_else(|| broken("cut short"))?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(value);
        }
    }
    Err(broken("a number is too long"))
}
