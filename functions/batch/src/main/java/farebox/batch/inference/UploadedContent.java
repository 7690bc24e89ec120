package farebox.batch.inference;

import farebox.batch.Uploads;
import farebox.kernel.NotFound;
import farebox.kernel.PayloadTooLarge;
import farebox.kernel.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Objects that are the input of one request, such as images. */
final class UploadedContent {
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);
    private static final int OBJECT_BYTES = 6 << 20;

    private final Uploads uploads;

    UploadedContent(Uploads uploads) {
        this.uploads = uploads;
    }

    /**
     * @throws NotFound if the object has another state by now
     * @throws PayloadTooLarge if it has more bytes than a request may have
     */
    byte[] read(Uploads.ObjectState object) {
        try (InputStream in = uploads.open(object)
                .orElseThrow(() -> new NotFound("the object has been replaced or deleted: " + object.key()))) {
            byte[] content = in.readNBytes(OBJECT_BYTES + 1);
            if (content.length > OBJECT_BYTES) {
                throw new PayloadTooLarge("the object has more than 6 MiB: " + object.key());
            }
            return content;
        } catch (IOException e) {
            throw new Unavailable("uploads cannot be read at the moment", DEFAULT_RETRY, e);
        }
    }
}
