package farebox.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.local.awsjson.AwsJsonEndpoint;
import farebox.local.dynamodb.value.ValueType;
import farebox.local.http.WebRequest;
import farebox.local.http.WebResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the endpoint refuses and in which words, on the wire, where no client mends a request first. */
final class ValidationTest {
    private static final String VALIDATION = "com.amazon.coral.validate#ValidationException";

    @TempDir
    private Path folder;

    private LocalDynamo dynamo;
    private AwsJsonEndpoint endpoint;

    @BeforeEach
    void open() {
        dynamo = LocalDynamo.open(folder, () -> DynamoFixture.START);
        KeySchema keys = KeySchema.of(new KeyAttribute("id", ValueType.S), new KeyAttribute("nr", ValueType.N));
        IndexDefinition index = new IndexDefinition(
                "by-owner",
                KeySchema.of(new KeyAttribute("owned", ValueType.S)),
                IndexDefinition.Projected.KEYS_ONLY,
                List.of());
        dynamo.create(TableDefinition.of("rows", keys).withIndexes(List.of(index)));
        endpoint = new AwsJsonEndpoint(dynamo.services());
    }

    @AfterEach
    void close() {
        dynamo.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'id': {'S': 'a'}}                                                 | One or more parameter values were invalid: Missing the key nr in the item
            {'id': {'S': 'a'}, 'nr': {'S': '1'}}                               | One or more parameter values were invalid: Type mismatch for key nr expected: N actual: S
            {'id': {'S': ''}, 'nr': {'N': '1'}}                                | One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id
            {'id': {'S': 'a'}, 'nr': {'N': 'x'}}                               | The parameter cannot be converted to a numeric value: x
            {'id': {'S': 'a'}, 'nr': {'N': ''}}                                | The parameter cannot be converted to a numeric value
            {'id': {'S': 'a'}, 'nr': {'N': '1e126'}}                           | Number overflow. Attempting to store a number with magnitude larger than supported range
            {'id': {'S': 'a'}, 'nr': {'N': '1e-131'}}                          | Number underflow. Attempting to store a number with magnitude smaller than supported range
            {'id': {'S': 'a'}, 'nr': {'N': '123456789012345678901234567890123456789'}} | Attempting to store more than 38 significant digits in a Number
            {'id': {'S': 'a'}, 'nr': {'N': '1'}, 'v': {}}                      | Supplied AttributeValue is empty, must contain exactly one of the supported datatypes
            {'id': {'S': 'a'}, 'nr': {'N': '1', 'S': 'x'}}                     | Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes
            {'id': {'S': 'a'}, 'nr': {'N': '1'}, 'v': {'SS': []}}              | One or more parameter values were invalid: An string set  may not be empty
            {'id': {'S': 'a'}, 'nr': {'N': '1'}, 'v': {'SS': ['x', 'x']}}      | One or more parameter values were invalid: Input collection [x, x] contains duplicates.
            {'id': {'S': 'a'}, 'nr': {'N': '1'}, 'v': {'NS': ['1', '1.0']}}    | Input collection contains duplicates
            {'id': {'S': 'a'}, 'nr': {'N': '1'}, 'v': {'NULL': false}}         | One or more parameter values were invalid: Null attribute value types must have the value of true
            {'id': {'S': 'a'}, 'nr': {'N': '1'}, 'owned': {'N': '1'}}          | One or more parameter values were invalid: Type mismatch for Index Key owned Expected: S Actual: N IndexName: by-owner
            {'id': {'S': 'a'}, 'nr': {'N': '1'}, 'owned': {'S': ''}}           | One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: by-owner, IndexKey: owned
            """)
    void put_refusesAnItemThatDoesNotFit(String item, String message) {
        assertRefused("PutItem", "{'TableName': 'rows', 'Item': " + item + "}", VALIDATION, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'id': {'S': 'a'}}                                                 | The provided key element does not match the schema
            {'id': {'S': 'a'}, 'nr': {'S': '1'}}                               | The provided key element does not match the schema
            {'id': {'S': 'a'}, 'nr': {'N': '1'}, 'x': {'N': '1'}}              | The provided key element does not match the schema
            {'id': {'S': ''}, 'nr': {'N': '1'}}                                | One or more parameter values were invalid: The AttributeValue for a key attribute cannot contain an empty string value. Key: id
            """)
    void get_refusesAKeyThatDoesNotFit(String key, String message) {
        assertRefused("GetItem", "{'TableName': 'rows', 'Key': " + key + "}", VALIDATION, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SET nr = :v                     | One or more parameter values were invalid: Cannot update attribute nr. This attribute is part of the key
            SET owned = :v                  | The update expression attempted to update the secondary index key to unsupported type
            SET v = gone + :v               | The provided expression refers to an attribute that does not exist in the item
            SET v = id + :v                 | An operand in the update expression has an incorrect data type
            SET a.b = :v                    | The document path provided in the update expression is invalid for update
            ADD id.x :v                     | Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: id
            """)
    void update_refusesWhatTheItemDoesNotAllow(String expression, String message) {
        assertRefused(
                "UpdateItem",
                "{'TableName': 'rows', 'Key': {'id': {'S': 'a'}, 'nr': {'N': '1'}}, 'UpdateExpression': '"
                        + expression.replace("'", "") + "', 'ExpressionAttributeValues': {':v': {'N': '1'}}}",
                VALIDATION,
                message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            nr = :n                                 | Query condition missed key schema element: id
            id > :s                                 | Query key condition not supported
            id = :n                                 | One or more parameter values were invalid: Condition parameter type does not match schema type
            id = :s AND other_one = :n              | Query condition missed key schema element: nr
            id = :s OR nr = :n                      | Invalid operator used in KeyConditionExpression: OR
            id = :s AND nr <> :n                    | Invalid operator used in KeyConditionExpression: <>
            id = :s AND NOT nr = :n                 | Invalid operator used in KeyConditionExpression: NOT
            id = :s AND nr = :n AND nr > :n         | KeyConditionExpressions must only contain one condition per key
            id = :s AND size(nr) = :n               | KeyConditionExpressions cannot contain nested operations
            id = :s AND nr.x = :n                   | KeyConditionExpressions cannot have conditions on nested attributes
            id = :s AND :n = :n                     | Invalid condition in KeyConditionExpression: No key attribute specified
            id = :s AND begins_with(:s, nr)         | Invalid condition in KeyConditionExpression: begins_with operator must have the key attribute as its first operand
            """)
    void query_refusesWhatNoKeyCanAnswer(String condition, String message) {
        String values = condition.contains(":s") ? "':s': {'S': 'a'}" : "";
        String separator = condition.contains(":s") && condition.contains(":n") ? ", " : "";
        values += separator + (condition.contains(":n") ? "':n': {'N': '1'}" : "");

        assertRefused(
                "Query",
                "{'TableName': 'rows', 'KeyConditionExpression': '" + condition + "', 'ExpressionAttributeValues': {"
                        + values + "}}",
                VALIDATION,
                message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Query      | {'TableName': 'rows', 'KeyConditionExpression': 'id = :s', 'FilterExpression': 'nr > :s', 'ExpressionAttributeValues': {':s': {'S': 'a'}}} | Filter Expression can only contain non-primary key attributes: Primary key attribute: nr
            Query      | {'TableName': 'rows'}                                  | Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.
            Query      | {'TableName': 'rows', 'IndexName': 'absent', 'KeyConditionExpression': 'id = :s', 'ExpressionAttributeValues': {':s': {'S': 'a'}}} | The table does not have the specified index: absent
            Scan       | {'TableName': 'rows', 'IndexName': 'by-owner', 'ConsistentRead': true} | Consistent reads are not supported on global secondary indexes
            Scan       | {'TableName': 'rows', 'IndexName': 'by-owner', 'ProjectionExpression': 'colour'} | One or more parameter values were invalid: Global secondary index by-owner does not project [colour]
            Scan       | {'TableName': 'rows', 'Segment': 2, 'TotalSegments': 2} | The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 2 is not less than TotalSegments: 2
            Scan       | {'TableName': 'rows', 'Limit': 0}                      | 1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1
            Scan       | {'TableName': 'rows', 'ExclusiveStartKey': {'id': {'S': 'a'}}} | The provided starting key is invalid: The provided key element does not match the schema
            Scan       | {}                                                     | 1 validation error detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null
            Scan       | {'TableName': 'a;b'}                                   | 1 validation error detected: Value 'a;b' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+
            PutItem    | {'TableName': 'rows', 'Item': {}, 'ReturnValues': 'ALL_NEW'} | ReturnValues can only be ALL_OLD or NONE
            PutItem    | {'TableName': 'rows', 'Item': {}, 'ReturnValues': 'ALL'} | 1 validation error detected: Value 'ALL' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]
            PutItem    | {'TableName': 'rows', 'Item': {}, 'ExpressionAttributeNames': {'#a': 'a'}} | ExpressionAttributeNames can only be specified when using expressions
            PutItem    | {'TableName': 'rows', 'Item': {}, 'ExpressionAttributeValues': {':a': {'S': ''}}} | ExpressionAttributeValues can only be specified when using expressions: UpdateExpression and ConditionExpression are null
            PutItem    | {'TableName': 'rows', 'Item': {}, 'ConditionExpression': 'v = :v', 'ExpressionAttributeValues': {':v': {'N': '1'}, ':w': {'N': '1'}}} | Value provided in ExpressionAttributeValues unused in expressions: keys: {:w}
            PutItem    | {'TableName': 'rows', 'Item': {}, 'ConditionExpression': 'v = :v', 'ExpressionAttributeValues': {':v': {'N': 'x'}}} | ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: x for key :v
            PutItem    | {'TableName': 'rows', 'Item': {}, 'ConditionExpression': ''} | Invalid ConditionExpression: The expression can not be empty;
            PutItem    | {'TableName': 'rows', 'Item': {}, 'Expected': {}, 'ConditionalOperator': 'AND'} | PutItem on this machine does not support ConditionalOperator, Expected; AWS may
            """)
    void operation_refusesItsParameters(String operation, String body, String message) {
        assertRefused(operation, body, VALIDATION, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            PutItem       | {'TableName': 'none', 'Item': {}}  | com.amazonaws.dynamodb.v20120810#ResourceNotFoundException  | Requested resource not found
            DescribeTable | {'TableName': 'none'}              | com.amazonaws.dynamodb.v20120810#ResourceNotFoundException  | Requested resource not found: Table: none not found
            UpdateTable   | {'TableName': 'rows'}              | com.amazon.coral.service#UnknownOperationException          | the local emulator does not have the operation DynamoDB_20120810.UpdateTable
            PutItem       | {'TableName': 7}                   | com.amazon.coral.service#SerializationException             | NUMBER_VALUE cannot be converted to String
            PutItem       | {'TableName': 'rows', 'Item': []}  | com.amazon.coral.service#SerializationException             | Unrecognized collection type
            PutItem       | []                                 | com.amazon.coral.service#SerializationException             | the body is not a JSON object
            """)
    void endpoint_refusesWithTheTypeThatTheSdkKnows(String operation, String body, String type, String message) {
        if (operation.equals("PutItem") && body.contains("none")) {
            body = "{'TableName': 'none', 'Item': {'id': {'S': 'a'}}}";
        }
        assertRefused(operation, body, type, message);
    }

    @Test
    void endpoint_refusesWhatIsNoJson() {
        JsonNode error = call("DynamoDB_20120810.PutItem", "{\"TableName\": ", 400);

        assertThat(error.path("__type").asText()).endsWith("#SerializationException");
    }

    @Test
    void endpoint_answersWithARequestIdAndTheChecksumOfTheBody() {
        WebResponse response = endpoint.answer(request("DynamoDB_20120810.ListTables", "{}"));

        CRC32 checksum = new CRC32();
        checksum.update(response.body());
        assertThat(response.headers())
                .containsEntry("x-amz-crc32", List.of(Long.toString(checksum.getValue())))
                .containsEntry("content-type", List.of("application/x-amz-json-1.0"))
                .containsKey("x-amzn-requestid");
    }

    private void assertRefused(String operation, String body, String type, String message) {
        JsonNode error = call("DynamoDB_20120810." + operation, body.replace('\'', '"'), 400);

        assertThat(error.path("message").asText()).isEqualTo(message);
        assertThat(error.path("__type").asText()).isEqualTo(type);
    }

    private JsonNode call(String target, String body, int status) {
        WebResponse response = endpoint.answer(request(target, body));
        assertThat(response.status()).isEqualTo(status);
        try {
            return new ObjectMapper().readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static WebRequest request(String target, String body) {
        return new WebRequest(
                "POST",
                "/",
                "",
                Map.of("x-amz-target", List.of(target)),
                body.getBytes(StandardCharsets.UTF_8),
                "127.0.0.1");
    }
}
