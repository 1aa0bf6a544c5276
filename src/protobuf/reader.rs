//! Reads the fields of a message one by one, straight off the bytes.

use std::fmt;

/// What a field holds, by its wire type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Field<'a> {
    Varint(u64),
    Fixed64(u64),
    Fixed32(u32),
    /// A string, bytes, a message or packed numbers.
    Bytes(&'a [u8]),
    /// A group, which nobody has written for many years; its content is passed over.
    Group,
}

/// Bytes that are no protobuf message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WireError {
    /// The message ends in the middle of a field.
    Truncated,
    /// A variable-length integer has more than ten bytes or more than 64 bits.
    Varint,
    /// A field number of zero or above 2^29 - 1.
    FieldNumber,
    /// A wire type that does not exist, or an end of a group that never began.
    // As wide as a field number, beside which it is laid out: with a single byte here the compiler puts the number
    // together from halves, which waits for a store each time and doubles the time of a walk.
    WireType(u32),
    /// Groups are nested too deeply.
    Depth,
}

impl fmt::Display for WireError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated => f.write_str("the message ends in the middle of a field"),
            Self::Varint => f.write_str("a variable-length integer has more than 64 bits"),
            Self::FieldNumber => f.write_str("the field number is out of range"),
            Self::WireType(number) => write!(f, "wire type {number} is not possible here"),
            Self::Depth => f.write_str("groups are nested too deeply"),
        }
    }
}

/// Reads a message field by field. An iterator that ends after an error.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

/// How many bytes of `whole` lie before `part`, which must be a slice of it.
pub(crate) fn offset_in(whole: &[u8], part: &[u8]) -> usize {
    (part.as_ptr() as usize).wrapping_sub(whole.as_ptr() as usize).min(whole.len())
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// What has not been read yet.
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// A varint by itself, as length prefixes and packed numbers are.
    #[inline]
    pub(crate) fn varint(&mut self) -> Result<u64, WireError> {
        if let [first @ 0..=127, rest @ ..] = self.rest {
            self.rest = rest;
            return Ok(u64::from(*first));
        }
        self.long_varint()
    }

    fn long_varint(&mut self) -> Result<u64, WireError> {
        let mut value = 0_u64;
        for (place, &byte) in self.rest.iter().take(10).enumerate() {
            if place == 9 && byte > 1 {
                return Err(WireError::Varint);
            }
            value |= u64::from(byte & 127) << (7 * place);
            if byte < 128 {
                self.rest = &self.rest[place + 1..];
                return Ok(value);
            }
        }
        Err(if self.rest.len() < 10 { WireError::Truncated } else { WireError::Varint })
    }

    #[inline]
    pub(crate) fn fixed64(&mut self) -> Result<u64, WireError> {
        let (bytes, rest) = self.rest.split_first_chunk::<8>().ok_or(WireError::Truncated)?;
        self.rest = rest;
        Ok(u64::from_le_bytes(*bytes))
    }

    #[inline]
    fn fixed32(&mut self) -> Result<u32, WireError> {
        let (bytes, rest) = self.rest.split_first_chunk::<4>().ok_or(WireError::Truncated)?;
        self.rest = rest;
        Ok(u32::from_le_bytes(*bytes))
    }

    /// As many bytes as the length prefix at hand says.
    #[inline]
    pub(crate) fn delimited(&mut self) -> Result<&'a [u8], WireError> {
        let length = usize::try_from(self.varint()?).map_err(|_| WireError::Truncated)?;
        let (bytes, rest) = self.rest.split_at_checked(length).ok_or(WireError::Truncated)?;
        self.rest = rest;
        Ok(bytes)
    }

    #[inline(always)]
    fn field(&mut self) -> Result<(u32, Field<'a>), WireError> {
        let tag = self.varint()?;
        let number = (tag >> 3) as u32;
        if !(8..1 << 32).contains(&tag) {
            return Err(WireError::FieldNumber);
        }
        let field = match tag & 7 {
            0 => Field::Varint(self.varint()?),
            1 => Field::Fixed64(self.fixed64()?),
            2 => Field::Bytes(self.delimited()?),
            3 => {
                self.skip_group(number)?;
                Field::Group
            }
            5 => Field::Fixed32(self.fixed32()?),
            other => return Err(WireError::WireType(other as u32)),
        };
        Ok((number, field))
    }

    fn skip_group(&mut self, number: u32) -> Result<(), WireError> {
        const DEEPEST: usize = 100;
        let mut open = vec![number];
        while let Some(&innermost) = open.last() {
            let tag = self.varint()?;
            match (tag & 7, u32::try_from(tag >> 3).map_err(|_| WireError::FieldNumber)?) {
                (0, _) => drop(self.varint()?),
                (1, _) => drop(self.fixed64()?),
                (2, _) => drop(self.delimited()?),
                (3, inner) if open.len() < DEEPEST => open.push(inner),
                (3, _) => return Err(WireError::Depth),
                (4, end) if end == innermost => drop(open.pop()),
                (5, _) => drop(self.fixed32()?),
                (other, _) => return Err(WireError::WireType(other as u32)),
            }
        }
        Ok(())
    }
}

impl<'a> Iterator for Reader<'a> {
    type Item = Result<(u32, Field<'a>), WireError>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let field = self.field();
        if field.is_err() {
            self.rest = &[];
        }
        Some(field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_broken_wire_is_named() {
        for (bytes, error) in [
            (&[0x08][..], WireError::Truncated),
            (&[0x08, 0x80], WireError::Truncated),
            (&[0x09, 1, 2, 3], WireError::Truncated),
            (&[0x0a, 5, 1], WireError::Truncated),
            (&[0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1], WireError::Truncated),
            (&[0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2], WireError::Varint),
            (&[0x00, 1], WireError::FieldNumber),
            (&[0x0c], WireError::WireType(4)),
            (&[0x0e], WireError::WireType(6)),
            (&[0x0b, 0x14], WireError::WireType(4)),
            (&[0x0b; 200], WireError::Depth),
        ] {
            assert_eq!(Reader::new(bytes).last(), Some(Err(error)), "{bytes:?}");
        }
    }

    #[test]
    fn each_wire_type_is_read() {
        let bytes = [
            0x08, 0x96, 0x01, 0x12, 2, b'h', b'i', 0x1b, 0x08, 1, 0x1c, 0x25, 1, 0, 0, 0, 0x29, 2, 0, 0, 0,
            0, 0, 0, 0,
        ];
        let fields: Result<Vec<_>, _> = Reader::new(&bytes).collect();
        let expected = [
            (1, Field::Varint(150)),
            (2, Field::Bytes(b"hi")),
            (3, Field::Group),
            (4, Field::Fixed32(1)),
            (5, Field::Fixed64(2)),
        ];
        assert_eq!(fields, Ok(expected.to_vec()));
    }
}
