package farebox.local.awsjson;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An error that the service documents and a client's SDK turns into an exception of its own. */
public final class AwsServiceException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String DYNAMO = "com.amazonaws.dynamodb.v20120810#";
    private static final String CORAL = "com.amazon.coral.service#";
    private static final String VALIDATION = "com.amazon.coral.validate#ValidationException";

    private final String type;
    private final transient ObjectNode details;

    private AwsServiceException(String type, String message, ObjectNode details) {
        super(message);
        this.type = type;
        this.details = details;
    }

    /** An error without a namespace, as SSM has them. */
    public static AwsServiceException plain(String type, String message) {
        return new AwsServiceException(type, message, JsonNodeFactory.instance.objectNode());
    }

    /** An error of DynamoDB's own. */
    public static AwsServiceException dynamo(String type, String message) {
        return plain(DYNAMO + type, message);
    }

    public static AwsServiceException validation(String message) {
        return plain(VALIDATION, message);
    }

    /** JSON of the wrong type or shape. */
    public static AwsServiceException serialization(String message) {
        return plain(CORAL + "SerializationException", message);
    }

    public static AwsServiceException unknownOperation(String message) {
        return plain(CORAL + "UnknownOperationException", message);
    }

    /** The same error with more fields in its body. */
    public AwsServiceException with(ObjectNode more) {
        return new AwsServiceException(type, message(), more);
    }

    /** The type without its namespace. */
    public String code() {
        return type.substring(type.indexOf('#') + 1);
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    /** The fields that its body has beside type and message. */
    public ObjectNode details() {
        return details;
    }

    /** As it goes over the wire. */
    ObjectNode body() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("__type", type)
                .put("message", message())
                .setAll(details);
    }
}
