package farebox.models;

import farebox.kernel.ByteCount;
import farebox.kernel.InvalidRequest;
import java.util.Arrays;

/**
 * The only files a version of a model has, under the only names they may have. Whatever else a manifest names, such as
 * a jar, a native library or a path that climbs out of its folder, is no role and is refused.
 */
public enum FileRole {
    GRAPH("graph.ort", 1024),
    TOKENIZER("tokenizer.json", 32);

    private final String fileName;
    private final int limitMebibytes;

    FileRole(String fileName, int limitMebibytes) {
        this.fileName = fileName;
        this.limitMebibytes = limitMebibytes;
    }

    /** @throws InvalidRequest if no role has that file name */
    public static FileRole named(String fileName) {
        return Arrays.stream(values())
                .filter(role -> role.fileName.equals(fileName))
                .findFirst()
                .orElseThrow(() -> new InvalidRequest("a model has a graph.ort and a tokenizer.json, no other file"));
    }

    public String fileName() {
        return fileName;
    }

    /** The largest size that is accepted. */
    public ByteCount limit() {
        return ByteCount.ofMebibytes(limitMebibytes);
    }
}
