package farebox.metering;

import java.util.Locale;

/**
 * What was used.
 *
 * @param name as it stands on bills, the same for every tenant, such as {@code owner/name} of a model
 */
public record Resource(Kind kind, String name, String version) {

    /** The kinds of resources that are billed. */
    public enum Kind {
        /** A model that a request called. */
        MODEL,
        /** A model that a batch called, which may have a price of its own. */
        MODEL_IN_BATCH,
        TRAINING_JOB;

        /** The name in stored events, such as {@code training_job}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException if there is none of that name */
        public static Kind named(String wireName) {
            return valueOf(wireName.toUpperCase(Locale.ROOT));
        }
    }

    public Resource {
        if (name.isBlank() || version.isBlank()) {
            throw new IllegalArgumentException("a resource has a name and a version: '" + name + "@" + version + "'");
        }
    }

    public static Resource model(String name, String version) {
        return new Resource(Kind.MODEL, name, version);
    }

    /** The same model, called by a batch. */
    public Resource inBatch() {
        return new Resource(Kind.MODEL_IN_BATCH, name, version);
    }

    public static Resource trainingJob(String name, String version) {
        return new Resource(Kind.TRAINING_JOB, name, version);
    }
}
