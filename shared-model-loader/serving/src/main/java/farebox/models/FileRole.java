package farebox.models;

import farebox.kernel.ByteCount;

/**
 * The only files a version of a model has, under the only names they may have. Whatever else a manifest names, such as
 * a jar, a native library or a path that climbs out of its folder, has no role and is refused.
 */
public enum FileRole {
    GRAPH("graph.ort", 1024),
    TOKENIZER("tokenizer.json", 32),
    /** The second graph of a model that finds lines of text with the first and reads them with this. */
    RECOGNITION("recognition.ort", 1024),
    /** Rows that an explanation of a prediction compares with: {@code {"rows": [{column: value}]}}. */
    BACKGROUND("background.json", 4),
    /** How the training data and the predictions of the trained model were distributed; read by no prediction. */
    BASELINE("baseline.json", 4);

    private final String fileName;
    private final int maxMebibytes;

    FileRole(String fileName, int maxMebibytes) {
        this.fileName = fileName;
        this.maxMebibytes = maxMebibytes;
    }

    public String fileName() {
        return fileName;
    }

    /** The largest size that is accepted. */
    public ByteCount limit() {
        return ByteCount.ofMebibytes(maxMebibytes);
    }
}
