package farebox.training.pipeline;

import farebox.kernel.ByteCount;

/**
 * One state of an object in a bucket.
 *
 * @param versionId of a bucket with versions; empty for one without
 * @param etag changes whenever the bytes do
 */
public record SourceObject(String bucket, String key, String versionId, String etag, ByteCount size) {

    /** What tells this state from any other of the same key. */
    public String version() {
        return versionId.isEmpty() ? etag : versionId;
    }
}
