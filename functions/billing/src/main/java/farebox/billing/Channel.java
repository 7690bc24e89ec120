package farebox.billing;

import farebox.metering.Resource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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

    public static Optional<Channel> named(String wireName) {
        return Arrays.stream(values())
                .filter(channel -> channel.wireName().equals(wireName))
                .findFirst();
    }
}
