package farebox.metering.http;

import farebox.kernel.InvalidRequest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/** The start of the next page as an opaque text. */
final class PageCursor {
    private static final String PREFIX = "page_";

    private PageCursor() {}

    static String write(Instant start) {
        byte[] seconds = Long.toString(start.getEpochSecond()).getBytes(StandardCharsets.US_ASCII);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(seconds);
    }

    /** @throws InvalidRequest if the text was not made by {@link #write} */
    static Instant read(String cursor) {
        try {
            String encoded = cursor.startsWith(PREFIX) ? cursor.substring(PREFIX.length()) : "";
            byte[] seconds = Base64.getUrlDecoder().decode(encoded);
            Instant start = Instant.ofEpochSecond(Long.parseLong(new String(seconds, StandardCharsets.US_ASCII)));
            if (write(start).equals(cursor)) {
                return start;
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw unknown();
        }
        throw unknown();
    }

    static InvalidRequest unknown() {
        return new InvalidRequest("page is not the next_page of an earlier response to the same query", "page");
    }
}
