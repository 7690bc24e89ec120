package farebox.local.dynamo;

import farebox.local.awsjson.AwsRefusal;
import farebox.local.awsjson.Parameters;
import java.util.regex.Pattern;

/** Names of tables and indexes. */
final class Names {
    private static final String PATTERN = "[a-zA-Z0-9_.-]+";
    private static final Pattern VALID = Pattern.compile(PATTERN);
    private static final int SHORTEST = 3;
    private static final int LONGEST = 255;

    private Names() {}

    static String table(Parameters request) {
        return valid("TableName", request.requiredText("TableName"));
    }

    static String valid(String parameter, String name) {
        if (!VALID.matcher(name).matches()) {
            throw Parameters.constraint(name, parameter, "Member must satisfy regular expression pattern: " + PATTERN);
        }
        if (name.length() < SHORTEST) {
            throw Parameters.constraint(
                    name, parameter, "Member must have length greater than or equal to " + SHORTEST);
        }
        if (name.length() > LONGEST) {
            throw Parameters.constraint(name, parameter, "Member must have length less than or equal to " + LONGEST);
        }
        return name;
    }

    /** The name of a table to be made, which has an error of its own. */
    static String created(Parameters request) {
        String name = request.text("TableName")
                .orElseThrow(() -> AwsRefusal.validation(
                        "The parameter 'TableName' is required but was not present in the request"));
        if (name.length() < SHORTEST || name.length() > LONGEST) {
            throw AwsRefusal.validation("TableName must be at least 3 characters long and at most 255 characters long");
        }
        return valid("TableName", name);
    }
}
