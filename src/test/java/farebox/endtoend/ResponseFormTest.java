package farebox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResponseFormTest {
    private static final String ALLOWED = """
            {"principalId": "acme", "policyDocument": {"Version": "2012-10-17", "Statement": [{
              "Action": "execute-api:Invoke", "Effect": "Allow", "Resource": "arn:aws:execute-api:r:1:a/live/*/*"}]}}""";

    private static final Map<String, String> ANSWERS = Map.of(
            "usage-caller",
            """
            {"statusCode": 200, "headers": {"content-type": "application/json"}, "body": "e30=", "isBase64Encoded": true}""",
            "usage-refused-page",
            """
            {"statusCode": 400, "headers": {"content-type": "application/json"}, "body": "e30=", "isBase64Encoded": true}""",
            "authorizer-bearer-v1",
            ALLOWED,
            "authorizer-missing-v1",
            ALLOWED.replace("Allow", "Deny").replace("}]}}", "}]}, \"context\": {\"deniedBody\": \"{}\"}}"),
            "rollup-inserts",
            """
            {"state": {}, "batchItemFailures": []}""");

    @ParameterizedTest
    @CsvSource({"usage-caller", "usage-refused-page", "authorizer-bearer-v1", "authorizer-missing-v1", "rollup-inserts"
    })
    void whatTheFunctionsAnswerIsWellFormed(String event) throws JsonProcessingException {
        assertThat(ResponseForm.problems(event, json(event, "", ""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            usage-caller          | 200                   | 404          | the status is 404
            usage-caller          | "statusCode"          | "status"     | the status is 0
            usage-refused-page    | 400                   | 500          | the status is 500
            usage-refused-page    | 400                   | 200          | the status is 200
            usage-caller          | true                  | false        | the body would be decoded as text is
            usage-caller          | "e30="                | "{}"         | the body is not base64
            usage-caller          | "application/json"    | ["a"]        | a header is not text
            usage-caller          | content-type          | content      | it has no content type
            authorizer-bearer-v1  | "Allow"               | "Deny"       | the effect is Deny
            authorizer-bearer-v1  | execute-api:Invoke    | sts:Assume   | it is for another action
            authorizer-bearer-v1  | /live/*/*             | /live/GET/v1 | it is not for the stage
            authorizer-bearer-v1  | "acme"                | ""           | it is for nobody
            authorizer-missing-v1 | "Deny"                | "Allow"      | the effect is Allow
            authorizer-missing-v1 | deniedBody            | refused      | the gateway would have nothing to say
            rollup-inserts        | batchItemFailures     | failures     | it does not say what failed
            rollup-inserts        | []                    | [{"itemIdentifier": "1"}] | something failed
            rollup-inserts        | "state": {}           | "state": null | it gives the window no state back
            """)
    void anAnswerThatIsNot_isToldWhy(String event, String original, String broken, String problem)
            throws JsonProcessingException {
        assertThat(ResponseForm.problems(event, json(event, original, broken))).contains(problem);
    }

    private static JsonNode json(String event, String original, String broken) throws JsonProcessingException {
        String answer = ANSWERS.getOrDefault(event, "");
        assertThat(answer).contains(original);
        return new ObjectMapper().readTree(answer.replace(original, broken));
    }
}
