package farebox.local.dynamodb;

import farebox.local.awsjson.AwsServiceException;
import farebox.local.awsjson.RequestParameters;
import farebox.local.dynamodb.value.Item;
import farebox.local.dynamodb.value.KeyBytes;
import java.util.Arrays;
import java.util.Optional;

/** One of the parts that a parallel scan is cut into, by the hash of the partition key. */
record Segment(int number, int total) {
    private static final int MAX_COUNT = 1_000_000;

    static Segment of(RequestParameters request) {
        Optional<Integer> number = request.count("Segment", 0);
        Optional<Integer> total = request.count("TotalSegments", 1);
        if (number.isPresent() && total.isEmpty()) {
            throw AwsServiceException.validation(
                    "The TotalSegments parameter is required but was not present in the request"
                            + " when Segment parameter is present");
        }
        if (total.isPresent() && number.isEmpty()) {
            throw AwsServiceException.validation(
                    "The Segment parameter is required but was not present in the request when"
                            + " parameter TotalSegments is present");
        }
        Segment segment = new Segment(number.orElse(0), total.orElse(1));
        if (segment.total > MAX_COUNT) {
            throw RequestParameters.constraint(
                    String.valueOf(segment.total),
                    "TotalSegments",
                    "Member must have value less than or equal to " + MAX_COUNT);
        }
        if (segment.number >= segment.total) {
            throw AwsServiceException.validation(
                    "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: "
                            + segment.number + " is not less than TotalSegments: " + segment.total);
        }
        return segment;
    }

    boolean holds(Item item, KeySchema keys) {
        byte[] partition = new KeyBytes()
                .add(item.find(keys.partition().name()).orElseThrow())
                .array();
        return Math.floorMod(Arrays.hashCode(partition), total) == number;
    }
}
