package farebox.files;

import java.util.Arrays;
import java.util.Optional;

/** What a file is for, under OpenAI's names. */
public enum Purpose {
    /** Data to train on. */
    FINE_TUNE("fine-tune", true),
    /** Requests of a batch. */
    BATCH("batch", true),
    /** Metrics of a training job. */
    FINE_TUNE_RESULTS("fine-tune-results", false),
    /** Responses and errors of a batch. */
    BATCH_OUTPUT("batch_output", false);

    private final String wireName;
    private final boolean uploaded;

    Purpose(String wireName, boolean uploaded) {
        this.wireName = wireName;
        this.uploaded = uploaded;
    }

    public String wireName() {
        return wireName;
    }

    /** Whether callers upload files for it; other files are results. */
    public boolean isUploaded() {
        return uploaded;
    }

    public static Optional<Purpose> named(String wireName) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.wireName.equals(wireName))
                .findFirst();
    }
}
