package farebox.training.neural.language;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A printable character for each byte, so that tokens of any bytes can be written as text: GPT-2's mapping, which
 * tokenizer files of that kind share. A printable Latin-1 byte is itself; the others follow from U+0100 on.
 */
final class ByteSymbols {
    private static final int BYTES = 256;
    private static final char FIRST_SPARE = '\u0100';
    private static final char[] SYMBOLS = symbols();
    private static final int[] BYTE_OF = bytes();

    private ByteSymbols() {}

    static String of(int value) {
        return String.valueOf(SYMBOLS[value]);
    }

    /** The UTF-8 bytes of a text, as symbols. */
    static String encode(String text) {
        StringBuilder symbols = new StringBuilder();
        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            symbols.append(SYMBOLS[Byte.toUnsignedInt(value)]);
        }
        return symbols.toString();
    }

    /** The text that symbols stand for. */
    static String decode(String symbols) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        symbols.chars().forEach(symbol -> bytes.write(BYTE_OF[symbol]));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static char[] symbols() {
        char[] symbols = new char[BYTES];
        char spare = FIRST_SPARE;
        for (int value = 0; value < BYTES; value++) {
            symbols[value] = isPrintable(value) ? (char) value : spare++;
        }
        return symbols;
    }

    private static boolean isPrintable(int value) {
        return (value >= '!' && value <= '~') || (value >= 0xA1 && value <= 0xAC) || value >= 0xAE;
    }

    private static int[] bytes() {
        int[] bytes = new int[2 * BYTES];
        for (int value = 0; value < BYTES; value++) {
            bytes[SYMBOLS[value]] = value;
        }
        return bytes;
    }
}
