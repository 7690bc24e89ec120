package farebox.metering.query;

import farebox.kernel.Amounts;
import farebox.kernel.Meter;
import farebox.kernel.TenantId;
import farebox.metering.rollup.AggregateKey;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A page of usage.
 *
 * @param tenant absent for the whole organisation
 * @param start in the first bucket, which is shown whole
 * @param end exclusive; a bucket that begins before it is shown whole
 * @param limit the maximum number of buckets on the page
 * @param kind of the requests whose usage is shown
 */
public record UsageQuery(
        Optional<TenantId> tenant,
        BucketWidth width,
        Instant start,
        Instant end,
        int limit,
        Set<Dimension> groupBy,
        Filter filter,
        Kind kind) {
    public UsageQuery {
        groupBy = Set.copyOf(groupBy);
    }

    /**
     * What requests were made for, by the meters that they have; a model serves one kind only. Every model request is
     * of exactly one kind but {@link #ANY}.
     */
    public enum Kind {
        /** Also usage that no request caused. */
        ANY,
        /** Text was generated. */
        COMPLETIONS,
        /** Images were read. */
        IMAGES,
        /** Audio was read. */
        AUDIO,
        /** All other model requests: embeddings first, and predictions from texts, tables and tensors. */
        EMBEDDINGS,
        /** What no model here does. */
        NONE;

        boolean matches(Amounts amounts) {
            return this == ANY || this == of(amounts);
        }

        private static Kind of(Amounts amounts) {
            if (amounts.of(Meter.TOKENS_OUT) > 0) {
                return COMPLETIONS;
            }
            if (amounts.of(Meter.IMAGES) > 0) {
                return IMAGES;
            }
            if (amounts.of(Meter.AUDIO_MS) > 0) {
                return AUDIO;
            }
            return amounts.of(Meter.CALLS) > 0 ? EMBEDDINGS : ANY;
        }
    }

    /** By what usage is grouped. */
    public enum Dimension {
        TENANT,
        KEY,
        MODEL
    }

    /** Whose usage is read; an empty set stands for all. A name that does not exist matches nothing. */
    public record Filter(Set<String> tenants, Set<String> keys, Set<String> models) {
        public static final Filter ALL = new Filter(Set.of(), Set.of(), Set.of());

        public Filter {
            tenants = Set.copyOf(tenants);
            keys = Set.copyOf(keys);
            models = Set.copyOf(models);
        }

        boolean matches(AggregateKey key) {
            return matches(tenants, key.tenant().value())
                    && matches(keys, key.key().value())
                    && matches(models, key.resource().name());
        }

        private static boolean matches(Set<String> names, String value) {
            return names.isEmpty() || names.contains(value);
        }
    }
}
