package farebox.billing.export;

import farebox.kernel.Meter;
import farebox.kernel.ModelName;
import farebox.kernel.Sha256;
import farebox.kernel.TenantId;
import farebox.kernel.Unavailable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * What a tenant used of one meter and model in an hour.
 *
 * @param quantity above zero
 */
public record HourlyUsage(Instant hour, TenantId tenant, ModelName model, Meter meter, long quantity) {
    /** The same whenever this is exported, so that a receiver takes it once; of fixed length. */
    public String identifier() {
        String name = String.join("\n", tenant.value(), hour.toString(), meter.wireName(), model.value());
        return Sha256.of(name.getBytes(StandardCharsets.UTF_8)).hex();
    }

    /** Where it is read. */
    @FunctionalInterface
    public interface HourlyUsages {
        /**
         * Of all tenants, by hour, tenant, meter and model.
         *
         * @param start at the beginning of an hour
         * @param end exclusive, at the beginning of an hour
         * @throws Unavailable if usage cannot be read
         */
        List<HourlyUsage> read(Instant start, Instant end);
    }
}
