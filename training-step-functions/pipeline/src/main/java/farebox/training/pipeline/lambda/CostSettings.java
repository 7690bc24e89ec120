package farebox.training.pipeline.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import farebox.kernel.Environment;
import farebox.training.pipeline.Cost;
import farebox.training.pipeline.CostPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What trainings may cost, from the environment and from the prices of instances that the function carries. */
final class CostSettings {
    static final String INSTANCES = "TRAINING_INSTANCES";
    static final String RUN_LIMIT = "TRAINING_RUN_LIMIT_USD";
    static final String MONTH_LIMIT = "TRAINING_MONTH_LIMIT_USD";

    private static final String PRICES = "/farebox/training/pipeline/instance-prices.json";

    private CostSettings() {}

    static CostPolicy policy(Environment environment) {
        List<String> instances = Arrays.stream(environment.value(INSTANCES).split(","))
                .map(String::strip)
                .toList();
        return new CostPolicy(
                instances,
                prices(),
                Cost.ofDollars(environment.value(RUN_LIMIT)),
                Cost.ofDollars(environment.value(MONTH_LIMIT)));
    }

    private static Map<String, Cost> prices() {
        try (InputStream in = CostSettings.class.getResourceAsStream(PRICES)) {
            JsonNode tree = new JsonMapper().readTree(in);
            Map<String, Cost> prices = new HashMap<>();
            tree.path("hourly")
                    .properties()
                    .forEach(price -> prices.put(
                            price.getKey(), Cost.ofDollars(price.getValue().asText())));
            return prices;
        } catch (IOException e) {
            throw new UncheckedIOException("the prices of instances cannot be read", e);
        }
    }
}
