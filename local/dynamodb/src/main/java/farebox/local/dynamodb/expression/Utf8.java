package farebox.local.dynamodb.expression;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The order of strings in DynamoDB: that of their bytes in UTF-8, which is not that of Java's chars. */
final class Utf8 {
    private Utf8() {}

    static int compare(String left, String right) {
        return Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }
}
