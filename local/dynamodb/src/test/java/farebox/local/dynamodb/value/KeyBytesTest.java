package farebox.local.dynamodb.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The order of keys is the order of their bytes. */
final class KeyBytesTest {
    private static final long SEED = 20260301;
    private static final int PAIRS = 20_000;

    @Test
    void numbers_keepTheirOrder() {
        Random random = new Random(SEED);
        List<BigDecimal> numbers = new ArrayList<>(List.of(
                BigDecimal.ZERO,
                BigDecimal.ONE,
                BigDecimal.TEN,
                new BigDecimal("1e-130"),
                new BigDecimal("-1e-130"),
                new BigDecimal("9.9999999999999999999999999999999999999e125"),
                new BigDecimal("-9.9999999999999999999999999999999999999e125"),
                new BigDecimal("1.01"),
                new BigDecimal("1.001"),
                new BigDecimal("-1.01")));
        for (int count = 0; count < 300; count++) {
            numbers.add(number(random));
        }

        assertOrder(numbers, BigDecimal::compareTo, Value.N::new, random);
    }

    @Test
    void bytes_keepTheirOrder() {
        Random random = new Random(SEED);
        List<Bytes> all = new ArrayList<>();
        for (int count = 0; count < 300; count++) {
            byte[] bytes = new byte[random.nextInt(4)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = new byte[] {0, 1, 2, (byte) 0xfe, (byte) 0xff}[random.nextInt(5)];
            }
            all.add(new Bytes(bytes));
        }

        assertOrder(all, Bytes::compareTo, Value.B::new, random);
    }

    @Test
    void key_ofTwoPartsIsOrderedByTheFirstAndThenByTheSecond() {
        byte[] shorter = key("a", "z");
        byte[] longer = key("a\0", "a");
        byte[] same = key("a", "\0");

        assertThat(Arrays.compareUnsigned(shorter, longer)).isNegative();
        assertThat(Arrays.compareUnsigned(same, shorter)).isNegative();
    }

    private static byte[] key(String first, String second) {
        return new KeyBytes().add(new Value.S(first)).add(new Value.S(second)).array();
    }

    private static <T> void assertOrder(List<T> values, Comparator<T> order, Function<T, Value> value, Random random) {
        for (int pair = 0; pair < PAIRS; pair++) {
            T left = values.get(random.nextInt(values.size()));
            T right = values.get(random.nextInt(values.size()));
            int bytes = Arrays.compareUnsigned(
                    new KeyBytes().add(value.apply(left)).array(),
                    new KeyBytes().add(value.apply(right)).array());

            assertThat(Integer.signum(bytes))
                    .as("%s against %s", left, right)
                    .isEqualTo(Integer.signum(order.compare(left, right)));
        }
    }

    private static BigDecimal number(Random random) {
        BigInteger digits = new BigInteger(random.nextInt(120), random);
        BigDecimal number = new BigDecimal(digits, random.nextInt(-40, 120));
        return Numbers.inRange(random.nextBoolean() ? number : number.negate());
    }
}
