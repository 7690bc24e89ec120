package farebox.billing.lambda;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The environment variables of the HTTP function. */
record Settings(String billingTable, String pricesBucket, String accessTable) {
    /** @throws IllegalArgumentException if some are missing; names every one of them */
    static Settings from(Map<String, String> environment) {
        String missing = Stream.of("BILLING_TABLE", "PRICES_BUCKET", "ACCESS_TABLE")
                .filter(name -> environment.getOrDefault(name, "").isBlank())
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("set these environment variables: " + missing);
        }
        return new Settings(
                environment.getOrDefault("BILLING_TABLE", ""),
                environment.getOrDefault("PRICES_BUCKET", ""),
                environment.getOrDefault("ACCESS_TABLE", ""));
    }
}
