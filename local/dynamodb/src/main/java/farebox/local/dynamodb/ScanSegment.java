package farebox.local.dynamodb;

import farebox.local.awsjson.AwsServiceException;
import farebox.local.awsjson.RequestParameters;
import farebox.local.store.ByteRange;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The part of a parallel Scan that a request asks for: keys whose first four bytes lie in an equal share of all. */
final class ScanSegment {
    static final String SEGMENT = "Segment";
    static final String TOTAL = "TotalSegments";
    private static final long PREFIXES = 1L << Integer.SIZE;

    private ScanSegment() {}

    /** @throws AwsServiceException if only one parameter is there, or there is no such segment */
    static ByteRange of(RequestParameters request) {
        Optional<Integer> segment = request.count(SEGMENT, 0);
        Optional<Integer> total = request.count(TOTAL, 1);
        if (segment.isEmpty() && total.isEmpty()) {
            return ByteRange.all();
        }
        int number = segment.orElseThrow(() -> missing(SEGMENT, TOTAL));
        int of = total.orElseThrow(() -> missing(TOTAL, SEGMENT));
        if (number >= of) {
            throw AwsServiceException.validation(
                    "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: "
                            + number + " is not less than TotalSegments: " + of);
        }
        return new ByteRange(bound(number, of), bound(number + 1, of));
    }

    /** Empty at both ends of all keys. */
    private static byte[] bound(int number, int of) {
        return number == 0 || number == of
                ? new byte[0]
                : ByteBuffer.allocate(Integer.BYTES)
                        .putInt((int) (PREFIXES * number / of))
                        .array();
    }

    private static AwsServiceException missing(String name, String other) {
        return AwsServiceException.validation("The " + name + " parameter is required but was not present in the"
                + " request when parameter " + other + " is present");
    }
}
