package farebox.kernel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is counted and billed; each meter is a whole number of its unit. */
public enum Meter {
    /** Requests that were served. */
    CALLS,
    /** Tokens of a request, as the model's own tokenizer counts them. */
    TOKENS_IN,
    /** Tokens that a model generated. */
    TOKENS_OUT,
    /** Bytes of request bodies. */
    BYTES_IN,
    /** Bytes of response bodies. */
    BYTES_OUT,
    /** Milliseconds that a model computed. */
    COMPUTE_MS,
    /** Rows of tables that were predicted. */
    ROWS,
    /** Images that were read. */
    IMAGES,
    /** Milliseconds of audio that were read. */
    AUDIO_MS,
    /** Seconds of a training job that are billed. */
    TRAINING_SECONDS;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The meter's name in price books, events and the usage API, such as {@code tokens_in}. */
    public String wireName() {
        return wireName;
    }

    /** The meter of that wire name, if there is one. */
    public static Optional<Meter> named(String wireName) {
        return Arrays.stream(values())
                .filter(meter -> meter.wireName.equals(wireName))
                .findFirst();
    }
}
