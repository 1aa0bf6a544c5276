package meterstick.emitters;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** How the protocol writes names and numbers. */
final class Text {
    private Text() {}

    /** Undoes percent-encoding. The line was read as ISO 8859-1: each character is a byte. */
    static String decode(String word) {
        byte[] bytes = new byte[word.length()];
        int length = 0;
        for (int at = 0; at < word.length(); at++) {
            char one = word.charAt(at);
            if (one == '%') {
                if (at + 3 > word.length()) {
                    throw new IllegalArgumentException("half an escape in " + word);
                }
                bytes[length++] = (byte) Integer.parseInt(word.substring(at + 1, at + 3), 16);
                at += 2;
            } else {
                bytes[length++] = (byte) one;
            }
        }
        return utf8(bytes, length);
    }

    /**
     * UTF-8, in which a surrogate may stand alone, as it may in a Java string. The decoder of the JDK would put a replacement
     * character there, and the library would never see what it is asked about.
     */
    private static String utf8(byte[] bytes, int length) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (int at = 0; at + 2 < length; at++) {
            if ((bytes[at] & 0xff) == 0xed && (bytes[at + 1] & 0xe0) == 0xa0 && (bytes[at + 2] & 0xc0) == 0x80) {
                text.append(strict(bytes, from, at));
                text.append((char) (0xd000 | (bytes[at + 1] & 0x3f) << 6 | bytes[at + 2] & 0x3f));
                at += 2;
                from = at + 1;
            }
        }
        return text.append(strict(bytes, from, length)).toString();
    }

    private static CharSequence strict(byte[] bytes, int from, int to) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
        } catch (CharacterCodingException wrong) {
            throw new IllegalArgumentException("no Java string has these bytes", wrong);
        }
    }

    /** A Long, a Double, or a BigInteger for an integer beyond 64 bits. */
    static Number number(String word) {
        if (word.matches("[+-]?[0-9]+")) {
            BigInteger integer = new BigInteger(word);
            return integer.bitLength() < 64 ? (Number) integer.longValue() : integer;
        }
        return switch (word.toLowerCase()) {
            case "nan" -> Double.NaN;
            case "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(word);
        };
    }
}
