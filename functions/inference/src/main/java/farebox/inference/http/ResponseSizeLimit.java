package farebox.inference.http;

import farebox.http.HttpResponse;
import farebox.kernel.PayloadTooLarge;

/** Lambda gives back 6 MiB and no more, so an answer that might not fit is refused before any work. */
public final class ResponseSizeLimit {
    /** {@code -1.17549435E-38} is the longest a float is written, and a comma follows. */
    public static final int MAX_NUMBER = 16;

    private static final int AROUND_ALL = 4 * 1024;

    private ResponseSizeLimit() {}

    /**
     * @param bytesEach what one vector takes at most
     * @param advice what else than fewer inputs would help
     * @throws PayloadTooLarge if so many may not fit
     */
    public static void require(int vectors, long bytesEach, String advice) {
        long most = (HttpResponse.MAX_BODY - AROUND_ALL) / bytesEach;
        if (vectors > most) {
            throw new PayloadTooLarge("the answer might not fit into what one call gives back; send at most " + most
                    + " inputs, or " + advice + ". Nothing is billed");
        }
    }
}
