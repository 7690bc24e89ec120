package farebox.local.s3;

/** Is told of each object that has been stored, after it has been. */
@FunctionalInterface
public interface UploadListener {
    void uploaded(Upload upload);

    /**
     * @param etag without quotes
     * @param operation such as {@code PutObject}
     */
    record Upload(String bucket, String key, long size, String etag, String operation) {}

    /** Where nobody wants to know. */
    static UploadListener ignored() {
        return upload -> {};
    }
}
