package farebox.metering.idempotency;

import farebox.kernel.DataCorrupted;

/**
 * Writes a response as the bytes that are stored for a retry, and reads it back.
 *
 * @param <R> the caller's own type of response
 */
public interface ResponseCodec<R> {
    byte[] encode(R response);

    /** @throws DataCorrupted if the bytes were not written by {@link #encode} */
    R decode(byte[] content);
}
