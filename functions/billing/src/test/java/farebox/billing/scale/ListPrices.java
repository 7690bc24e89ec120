package farebox.billing.scale;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Properties;

/** List prices and limits of AWS, from the one file that has them. */
final class ListPrices {
    private final Properties values = new Properties();

    ListPrices() {
        try (InputStream file = ListPrices.class.getResourceAsStream("aws-list-prices.properties")) {
            values.load(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String name) {
        return Objects.requireNonNull(values.getProperty(name), name);
    }

    BigDecimal number(String name) {
        return new BigDecimal(text(name));
    }
}
