//! Bytes of a body that is no text, in hexadecimal, with what can be read of them beside.

use super::specimen::byte_of;

/// How many bytes stand on a line.
const WIDTH: usize = 16;

/// The bytes that the text of an example stands for, line by line.
pub(crate) fn dump(text: &str) -> String {
    let mut encoded = [0; 4];
    let bytes: Vec<u8> = text
        .chars()
        .flat_map(|c| match byte_of(c) {
            Some(byte) => vec![byte],
            None => c.encode_utf8(&mut encoded).as_bytes().to_vec(),
        })
        .collect();
    let lines = bytes.chunks(WIDTH).map(|line| {
        let hexadecimal: String = line.iter().map(|byte| format!("{byte:02x} ")).collect();
        let is_readable = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
        let readable: String =
            line.iter().map(|&byte| if is_readable(byte) { char::from(byte) } else { '.' }).collect();
        format!("{hexadecimal:columns$} {readable}", columns = 3 * WIDTH)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_stand_beside_what_can_be_read_of_them() {
        let expected = "0a 91 02 c3 a9 73 68 6f 70 20 78 78 78 78 78 78  .....shop xxxxxx\n\
                        79                                               y";
        assert_eq!(dump("\n\u{f891}\u{2}éshop xxxxxxy"), expected);
    }
}
