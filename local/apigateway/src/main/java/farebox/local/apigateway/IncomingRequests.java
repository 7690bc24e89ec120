package farebox.local.apigateway;

import farebox.local.http.WebRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Gives each request its ids and its time. */
final class IncomingRequests {
    private static final int EXTENDED_ID_BYTES = 11;
    private static final int TRACE_BYTES = 12;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9=;:_.-]{1,200}");

    private final InstantSource clock;
    private final RandomGenerator random;

    /** @param random used by many threads at once */
    IncomingRequests(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    IncomingRequest next(WebRequest request) {
        Instant now = clock.instant();
        return new IncomingRequest(
                request,
                request.header("x-amzn-requestid")
                        .filter(IncomingRequests::isAcceptable)
                        .orElseGet(this::uuid),
                Base64.getUrlEncoder().encodeToString(bytes(EXTENDED_ID_BYTES)),
                request.header("x-amzn-trace-id")
                        .filter(IncomingRequests::isAcceptable)
                        .orElseGet(() -> trace(now)),
                RequestTime.of(now));
    }

    /** Clients may choose these ids, but not break a log line or a header with them. */
    private static boolean isAcceptable(String id) {
        return ID.matcher(id).matches();
    }

    private String uuid() {
        byte[] random = bytes(16);
        random[6] = (byte) ((random[6] & 0x0f) | 0x40);
        random[8] = (byte) ((random[8] & 0x3f) | 0x80);
        String hex = HexFormat.of().formatHex(random);
        return new UUID(Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16)).toString();
    }

    private String trace(Instant now) {
        return "Root=1-" + HexFormat.of().toHexDigits(now.getEpochSecond(), 8) + "-"
                + HexFormat.of().formatHex(bytes(TRACE_BYTES));
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
