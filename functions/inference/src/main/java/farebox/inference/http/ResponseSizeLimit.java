package farebox.inference.http;

import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.kernel.PayloadTooLarge;

/** Lambda returns 6 MiB at most, so a batch whose response does not fit is rejected before any work. */
public final class ResponseSizeLimit {
    private static final int AROUND_ALL = 4 * 1024;

    private ResponseSizeLimit() {}

    /**
     * Maximum bytes of one vector in a response.
     *
     * @param plain without compression
     * @param compressed with it
     * @param text whether the response is JSON, of which Lambda returns more than of other bytes
     */
    public record VectorSize(long plain, long compressed, boolean text) {
        /** {@code -1.17549435E-38} is the longest text of a float, and a comma follows. */
        private static final int MAX_NUMBER = 16;

        /**
         * In hundredths of a byte, at zlib's fastest level. The numbers of normalised embeddings take 548 to 551 (96 to
         * 1,024 dimensions), and 485 at the level that is used if they should take more.
         */
        private static final long COMPRESSED_NUMBER = 575;

        /** Names, braces and commas around one vector, with their quotes escaped. */
        private static final int AROUND_ONE = 80;

        /** Numbers as JSON. */
        public static VectorSize ofNumbers(int dimensions) {
            return new VectorSize(
                    (long) dimensions * MAX_NUMBER + AROUND_ONE,
                    (dimensions * COMPRESSED_NUMBER) / 100 + AROUND_ONE / 2,
                    true);
        }

        /** Base64 of float32; its 64 symbols never take more than the bits they hold and a twentieth. */
        public static VectorSize ofBase64(int dimensions) {
            long bytes = (long) dimensions * Float.BYTES;
            return new VectorSize((bytes + 2) / 3 * 4 + AROUND_ONE, bytes + bytes / 20 + AROUND_ONE, true);
        }

        /** Bytes of float32. */
        public static VectorSize ofBinary(int dimensions) {
            long bytes = (long) dimensions * Float.BYTES;
            return new VectorSize(bytes, bytes, false);
        }

        private long max(boolean compression) {
            long uncompressed = ((text ? HttpResponse.MAX_TEXT : HttpResponse.MAX_BODY) - AROUND_ALL) / plain;
            return compression
                    ? Math.max(uncompressed, (HttpResponse.MAX_BODY - AROUND_ALL) / compressed)
                    : uncompressed;
        }
    }

    /**
     * @param advice what else than fewer inputs helps
     * @throws PayloadTooLarge if so many vectors may not fit into a response to this client
     */
    public static void require(HttpRequest request, int vectors, VectorSize size, String advice) {
        boolean compression = request.acceptsCompression();
        long max = size.max(compression);
        if (vectors > max) {
            String compress = compression || size.max(true) <= max ? "" : "accept gzip, ";
            throw new PayloadTooLarge("the response might not fit into what one call can return; send at most " + max
                    + " inputs, " + compress + "or " + advice + ". Nothing is billed");
        }
    }

    /** @throws PayloadTooLarge if the response does not fit */
    public static void require(HttpResponse response) {
        if (response.body().length > HttpResponse.MAX_BODY) {
            throw new PayloadTooLarge("the response has " + response.body().length + " bytes, and a call gives back "
                    + HttpResponse.MAX_BODY
                    + "; send fewer inputs, or ask for fewer or binary outputs. Nothing is billed");
        }
    }
}
