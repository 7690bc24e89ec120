package farebox.inference.http;

import farebox.http.HttpResponse;
import farebox.kernel.PayloadTooLarge;

/** Lambda gives back 6 MiB and no more, so a response that might not fit is an error before any work. */
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
            throw new PayloadTooLarge("the response might not fit into what one call gives back; send at most " + most
                    + " inputs, or " + advice + ". Nothing is billed");
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
