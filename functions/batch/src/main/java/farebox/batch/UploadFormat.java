package farebox.batch;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an uploaded batch is made of, by the end of its key. */
public enum UploadFormat {
    /** An object of lines {@code {custom_id, input}}. */
    JSONL(".jsonl"),
    /** A table with a header. */
    CSV(".csv"),
    /** A table of flat columns. */
    PARQUET(".parquet"),
    /** A folder of images; the object that ends so is uploaded last, and its content does not matter. */
    IMAGES("/images/_READY");

    private final String suffix;

    UploadFormat(String suffix) {
        this.suffix = suffix;
    }

    /** Nothing if an object of this key is no batch. */
    public static Optional<UploadFormat> of(String key) {
        return Arrays.stream(values()).filter(format -> format.endsKey(key)).findFirst();
    }

    /** The end of a file's name may be in capital letters, as some systems write it. */
    private boolean endsKey(String key) {
        int end = key.length() - suffix.length();
        return key.regionMatches(this != IMAGES, end, suffix, 0, suffix.length());
    }

    /** Where the results of a batch are: the key without its end, as a folder. */
    String results(String key) {
        return key.substring(0, key.length() - suffix.length()) + "/";
    }

    /** In stored batches, and as the codes of errors have it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
