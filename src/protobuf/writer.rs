//! Writes messages field by field.

/// A message that grows. Numbers of value zero are written too: whoever wants proto3's defaults left out asks first.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// How many bytes have been written.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    pub(crate) fn varint(&mut self, mut value: u64) {
        while value >= 128 {
            self.bytes.push(value as u8 | 128);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }

    fn tag(&mut self, number: u32, wire_type: u64) {
        self.varint(u64::from(number) << 3 | wire_type);
    }

    pub(crate) fn varint_field(&mut self, number: u32, value: u64) {
        self.tag(number, 0);
        self.varint(value);
    }

    pub(crate) fn fixed64_field(&mut self, number: u32, value: u64) {
        self.tag(number, 1);
        self.bytes.extend(value.to_le_bytes());
    }

    pub(crate) fn fixed32_field(&mut self, number: u32, value: u32) {
        self.tag(number, 5);
        self.bytes.extend(value.to_le_bytes());
    }

    pub(crate) fn double_field(&mut self, number: u32, value: f64) {
        self.fixed64_field(number, value.to_bits());
    }

    pub(crate) fn bytes_field(&mut self, number: u32, value: &[u8]) {
        self.tag(number, 2);
        self.varint(value.len() as u64);
        self.bytes.extend_from_slice(value);
    }

    /// A message, or packed numbers: whatever `write` writes, with its length before it.
    pub(crate) fn message<R>(&mut self, number: u32, write: impl FnOnce(&mut Self) -> R) -> R {
        self.tag(number, 2);
        self.delimited(write)
    }

    /// Whatever `write` writes, with its length before it.
    pub(crate) fn delimited<R>(&mut self, write: impl FnOnce(&mut Self) -> R) -> R {
        let start = self.bytes.len();
        let result = write(self);
        let end = self.bytes.len();
        // The length is known only now; written behind the content, it is turned to the front.
        self.varint((end - start) as u64);
        let length_size = self.bytes.len() - end;
        self.bytes[start..].rotate_right(length_size);
        result
    }

    /// Eight bytes of a packed field.
    pub(crate) fn fixed64(&mut self, value: u64) {
        self.bytes.extend(value.to_le_bytes());
    }
}

/// A signed integer as `sint32` and `sint64` write it.
pub(crate) const fn zigzag(value: i64) -> u64 {
    (value << 1 ^ value >> 63) as u64
}

/// The signed integer that `sint32` or `sint64` wrote.
pub(crate) const fn unzigzag(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}

#[cfg(test)]
mod tests {
    use super::super::reader::{Field, Reader};
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(a: u64, b: u32, c: Vec<u8>, d: i64) {
            let mut writer = Writer::new();
            writer.varint_field(1, a);
            writer.message(2, |inner| {
                inner.fixed32_field(300, b);
                inner.bytes_field(4, &c);
            });
            writer.varint_field(5, zigzag(d));
            let bytes = writer.into_bytes();
            let fields: Vec<_> = Reader::new(&bytes).map(|field| field.expect("well-formed")).collect();
            prop_assert_eq!(fields[0], (1, Field::Varint(a)));
            let Field::Bytes(inner) = fields[1].1 else { panic!("a message") };
            let inner: Vec<_> = Reader::new(inner).map(|field| field.expect("well-formed")).collect();
            prop_assert_eq!(inner, vec![(300, Field::Fixed32(b)), (4, Field::Bytes(&c))]);
            let Field::Varint(last) = fields[2].1 else { panic!("a varint") };
            prop_assert_eq!(unzigzag(last), d);
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes: Vec<u8>) {
            let _ = Reader::new(&bytes).count();
        }
    }
}
