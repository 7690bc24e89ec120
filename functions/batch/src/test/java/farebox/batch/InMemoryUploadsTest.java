package farebox.batch;

import farebox.kernel.Sha256;

final class InMemoryUploadsTest extends UploadedObjectsContract {
    private final InMemoryUploads uploads = new InMemoryUploads();

    @Override
    protected UploadedObjects uploads() {
        return uploads;
    }

    @Override
    protected void upload(String key, byte[] content) {
        uploads.put(key, Sha256.of(content).hex(), content);
    }
}
