package farebox.local.dynamodb.value;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Key values as bytes whose unsigned order is DynamoDB's order of the values, and of which none is the beginning of
 * another, so that they may be strung together.
 *
 * <ul>
 *   <li>S (as UTF-8) and B: a zero byte is written 00 FF, the end 00 01.
 *   <li>N: a byte for the sign; then the exponent, the digits in pairs plus one, and 00, all inverted below zero.
 * </ul>
 */
public final class KeyBytes {
    private static final int ZERO = 0;
    private static final int ESCAPED = 0xff;
    private static final int END = 0x01;
    private static final int NEGATIVE = 0x10;
    private static final int NOTHING = 0x20;
    private static final int POSITIVE = 0x30;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** @param value of type S, N or B, which are all that a key can be */
    public KeyBytes add(Value value) {
        switch (value) {
            case Value.S text ->
                escaped(text.text().getBytes(StandardCharsets.UTF_8)).end();
            case Value.B binary -> escaped(binary.bytes().array()).end();
            case Value.N number -> number(number.number());
            case Value.Bool v -> throw notAKey(v);
            case Value.Null v -> throw notAKey(v);
            case Value.M v -> throw notAKey(v);
            case Value.L v -> throw notAKey(v);
            case Value.SS v -> throw notAKey(v);
            case Value.NS v -> throw notAKey(v);
            case Value.BS v -> throw notAKey(v);
        }
        return this;
    }

    /** What all longer values of the same type begin with. */
    public KeyBytes addPrefix(Value value) {
        switch (value) {
            case Value.S text -> escaped(text.text().getBytes(StandardCharsets.UTF_8));
            case Value.B binary -> escaped(binary.bytes().array());
            case Value.N v -> throw notAKey(v);
            case Value.Bool v -> throw notAKey(v);
            case Value.Null v -> throw notAKey(v);
            case Value.M v -> throw notAKey(v);
            case Value.L v -> throw notAKey(v);
            case Value.SS v -> throw notAKey(v);
            case Value.NS v -> throw notAKey(v);
            case Value.BS v -> throw notAKey(v);
        }
        return this;
    }

    /** Bytes that are such a key already. */
    public KeyBytes addRaw(byte[] key) {
        out.writeBytes(key);
        return this;
    }

    public byte[] array() {
        return out.toByteArray();
    }

    private KeyBytes escaped(byte[] bytes) {
        for (byte next : bytes) {
            out.write(next);
            if (next == ZERO) {
                out.write(ESCAPED);
            }
        }
        return this;
    }

    private void end() {
        out.write(ZERO);
        out.write(END);
    }

    private void number(BigDecimal number) {
        if (number.signum() == 0) {
            out.write(NOTHING);
            return;
        }
        int flip = number.signum() < 0 ? 0xff : 0;
        out.write(number.signum() < 0 ? NEGATIVE : POSITIVE);
        out.write((int) (Numbers.exponent(number) - Numbers.SMALLEST_EXPONENT) ^ flip);
        String digits = number.stripTrailingZeros().unscaledValue().abs().toString();
        for (int at = 0; at < digits.length(); at += 2) {
            int pair = (digits.charAt(at) - '0') * 10 + (at + 1 < digits.length() ? digits.charAt(at + 1) - '0' : 0);
            out.write(pair + 1 ^ flip);
        }
        out.write(ZERO ^ flip);
    }

    private static IllegalArgumentException notAKey(Value value) {
        return new IllegalArgumentException("a value of type " + value.type() + " cannot be ordered in a key");
    }
}
