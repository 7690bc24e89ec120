package farebox.inference.http;

import farebox.http.HttpResponse;
import farebox.kernel.PayloadTooLarge;

/**
 * The function streams its responses, of which Lambda takes 200 MiB; this is less, since a response is made in memory.
 * A batch whose response does not fit is rejected before any work.
 */
public final class ResponseSizeLimit {
    /** Maximum size of a body in bytes, before it is compressed. */
    static final int MAX_BYTES = 64 * 1024 * 1024;

    private static final int AROUND_ALL = 4 * 1024;

    private ResponseSizeLimit() {}

    /**
     * Maximum bytes of one vector in a response.
     *
     * @param bytes without compression
     */
    public record VectorSize(long bytes) {
        /** {@code -1.17549435E-38} is the longest text of a float, and a comma follows. */
        private static final int MAX_NUMBER = 16;

        /** Names, braces and commas around one vector. */
        private static final int AROUND_ONE = 80;

        /** Numbers as JSON. */
        public static VectorSize ofNumbers(int dimensions) {
            return new VectorSize((long) dimensions * MAX_NUMBER + AROUND_ONE);
        }

        /** Base64 of float32. */
        public static VectorSize ofBase64(int dimensions) {
            return new VectorSize(((long) dimensions * Float.BYTES + 2) / 3 * 4 + AROUND_ONE);
        }

        /** Bytes of float32. */
        public static VectorSize ofBinary(int dimensions) {
            return new VectorSize((long) dimensions * Float.BYTES);
        }

        private long max() {
            return (MAX_BYTES - AROUND_ALL) / bytes;
        }
    }

    /**
     * @param advice what else than fewer inputs helps
     * @throws PayloadTooLarge if so many vectors may not fit into a response
     */
    public static void require(int vectors, VectorSize size, String advice) {
        if (vectors > size.max()) {
            throw new PayloadTooLarge("the response might not fit into what one call can return; send at most "
                    + size.max() + " inputs, or " + advice + ". Nothing is billed");
        }
    }

    /** @throws PayloadTooLarge if the response does not fit */
    public static void require(HttpResponse response) {
        if (response.body().length > MAX_BYTES) {
            throw new PayloadTooLarge("the response has " + response.body().length + " bytes, and a call gives back "
                    + MAX_BYTES + "; send fewer inputs, or ask for fewer or binary outputs. Nothing is billed");
        }
    }
}
