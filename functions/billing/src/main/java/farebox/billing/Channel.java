package farebox.billing;

import farebox.metering.Resource;
import java.util.Locale;

/** How usage came about; a price may be for one of these alone. */
public enum Channel {
    /** A request that was answered, or a training. */
    REQUEST,
    /** A request of a batch. */
    BATCH;

    public static Channel of(Resource resource) {
        return switch (resource.kind()) {
            case MODEL, TRAINING_JOB -> REQUEST;
            case MODEL_IN_BATCH -> BATCH;
        };
    }

    /** In price books, and in usage that is stored. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public static Channel named(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
