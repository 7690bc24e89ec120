package farebox.local.dynamodb;

import farebox.local.awsjson.AwsServiceException;
import farebox.local.awsjson.RequestParameters;
import java.util.regex.Pattern;

/** Names of tables and indexes. */
final class TableNames {
    private static final String PATTERN = "[a-zA-Z0-9_.-]+";
    private static final Pattern VALID = Pattern.compile(PATTERN);
    private static final int MIN_LENGTH = 3;
    private static final int MAX_LENGTH = 255;

    private TableNames() {}

    static String table(RequestParameters request) {
        return valid("TableName", request.requiredText("TableName"));
    }

    static String valid(String parameter, String name) {
        if (!VALID.matcher(name).matches()) {
            throw RequestParameters.constraint(
                    name, parameter, "Member must satisfy regular expression pattern: " + PATTERN);
        }
        if (name.length() < MIN_LENGTH) {
            throw RequestParameters.constraint(
                    name, parameter, "Member must have length greater than or equal to " + MIN_LENGTH);
        }
        if (name.length() > MAX_LENGTH) {
            throw RequestParameters.constraint(
                    name, parameter, "Member must have length less than or equal to " + MAX_LENGTH);
        }
        return name;
    }

    /** The name of a table to be made, which has an error of its own. */
    static String created(RequestParameters request) {
        String name = request.text("TableName")
                .orElseThrow(() -> AwsServiceException.validation(
                        "The parameter 'TableName' is required but was not present in the request"));
        if (name.length() < MIN_LENGTH || name.length() > MAX_LENGTH) {
            throw AwsServiceException.validation(
                    "TableName must be at least 3 characters long and at most 255 characters long");
        }
        return valid("TableName", name);
    }
}
