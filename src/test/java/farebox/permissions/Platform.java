package farebox.permissions;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What a role must allow although no code of the function asks for it: Lambda and other services act in its name. */
final class Platform {
    static final String LOG = "its log";
    static final String STREAM = "the stream that wakes it";
    static final String STREAMS = "the streams of that table";
    static final String KEY = "the key of everything at rest";

    private static final Set<String> STORING =
            Set.of("dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "s3:PutObject");

    private Platform() {}

    /**
     * @param called what the function's own code needs
     * @return each permission, with the reason for it
     */
    static Map<Permission, String> needed(DeployedFunction function, Set<Permission> called) {
        Map<Permission, String> needed = new HashMap<>();
        needed.put(new Permission("logs:CreateLogStream", LOG), "Lambda writes the function's log");
        needed.put(new Permission("logs:PutLogEvents", LOG), "Lambda writes the function's log");
        if (!function.stream().isEmpty()) {
            Set.of("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator")
                    .forEach(action -> needed.put(new Permission(action, STREAM), "Lambda reads the stream"));
            needed.put(new Permission("dynamodb:ListStreams", STREAMS), "Lambda looks for the stream");
        }
        if (!function.key().isEmpty()) {
            needed.put(
                    new Permission("kms:Decrypt", KEY), "tables and buckets open their keys for who reads and writes");
            if (called.stream().map(Permission::action).anyMatch(STORING::contains)) {
                needed.put(new Permission("kms:GenerateDataKey", KEY), "tables and buckets make keys for who writes");
            }
        }
        return needed;
    }
}
