package farebox.local.eventbridge.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.local.host.ServiceException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventPatternTest {
    private static final String EVENT = """
            {"source": "aws.s3", "detail-type": "Object Created", "resources": ["arn:a", "arn:b"],
             "detail": {"bucket": {"name": "uploads"}, "object": {"key": "training/acme/iris/training.json", "size": 1024},
                        "empty": [], "none": null, "flag": true, "list": [{"k": 1, "v": 2}, {"k": 3, "v": 4}]}}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"source\": [\"aws.s3\"]}                                                     | true",
                "{\"source\": [\"aws.ec2\", \"aws.s3\"]}                                        | true",
                "{\"source\": [\"AWS.S3\"]}                                                     | false",
                "{\"source\": [\"aws.s3\"], \"detail-type\": [\"Object Deleted\"]}              | false",
                "{\"resources\": [\"arn:b\"]}                                                   | true",
                "{\"resources\": [\"arn:c\"]}                                                   | false",
                "{\"detail\": {\"bucket\": {\"name\": [\"uploads\"]}}}                          | true",
                "{\"detail\": {\"object\": {\"key\": [{\"prefix\": \"training/\"}]}}}           | true",
                "{\"detail\": {\"object\": {\"key\": [{\"prefix\": \"batches/\"}]}}}            | false",
                "{\"detail\": {\"object\": {\"key\": [{\"prefix\": {\"equals-ignore-case\": \"TRAINING/\"}}]}}} | true",
                "{\"detail\": {\"object\": {\"key\": [{\"suffix\": \"/training.json\"}]}}}      | true",
                "{\"detail\": {\"object\": {\"key\": [{\"suffix\": \".csv\"}]}}}                | false",
                "{\"detail\": {\"object\": {\"key\": [{\"wildcard\": \"training/*/training.json\"}]}}} | true",
                "{\"detail\": {\"object\": {\"key\": [{\"wildcard\": \"training/*.csv\"}]}}}    | false",
                "{\"detail\": {\"object\": {\"key\": [{\"equals-ignore-case\": \"TRAINING/acme/iris/training.json\"}]}}} | true",
                "{\"detail\": {\"object\": {\"size\": [1024.0]}}}                               | true",
                "{\"detail\": {\"object\": {\"size\": [{\"numeric\": [\">\", 0, \"<=\", 1024]}]}}} | true",
                "{\"detail\": {\"object\": {\"size\": [{\"numeric\": [\"<\", 1024]}]}}}         | false",
                "{\"detail\": {\"object\": {\"key\": [{\"numeric\": [\"=\", 1]}]}}}             | false",
                "{\"source\": [{\"anything-but\": \"aws.ec2\"}]}                                | true",
                "{\"source\": [{\"anything-but\": [\"aws.ec2\", \"aws.s3\"]}]}                  | false",
                "{\"source\": [{\"anything-but\": {\"prefix\": \"aws.\"}}]}                     | false",
                "{\"missing\": [{\"anything-but\": \"x\"}]}                                     | false",
                "{\"source\": [{\"exists\": true}]}                                             | true",
                "{\"detail\": {\"missing\": [{\"exists\": false}]}}                             | true",
                "{\"detail\": {\"none\": [{\"exists\": false}]}}                                | false",
                "{\"detail\": {\"none\": [null]}}                                               | true",
                "{\"detail\": {\"empty\": [{\"exists\": false}]}}                               | true",
                "{\"detail\": {\"flag\": [true]}}                                               | true",
                "{\"detail\": {\"flag\": [\"true\"]}}                                           | false",
                "{\"detail\": {\"list\": {\"k\": [3]}}}                                         | true",
                "{\"detail\": {\"list\": {\"k\": [1], \"v\": [4]}}}                             | false",
                "{\"source\": [\"aws.s3\"], \"$or\": [{\"detail-type\": [\"x\"]}, {\"resources\": [\"arn:a\"]}]} | true",
                "{\"$or\": [{\"detail-type\": [\"x\"]}, {\"resources\": [\"arn:c\"]}]}          | false",
            })
    void pattern_matches(String pattern, boolean expected) throws JsonProcessingException {
        assertThat(EventPattern.compile(pattern).matches(new ObjectMapper().readTree(EVENT)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                                          | not valid JSON",
                "{}                                         | at least one field",
                "[]                                         | is an object",
                "{\"source\": \"aws.s3\"}                   | \"source\" must be an object or an array",
                "{\"source\": []}                           | \"source\" must be an object or an array",
                "{\"source\": [{\"cidr\": \"10.0.0.0/8\"}]} | \"cidr\" is not supported",
                "{\"source\": [{\"prefix\": 1}]}            | prefix needs a string",
                "{\"source\": [{\"numeric\": [\"~\", 1]}]}  | the operator \"~\"",
                "{\"source\": [{\"numeric\": [\"=\"]}]}     | pairs",
                "{\"source\": [{\"exists\": \"yes\"}]}      | exists must be true or false",
            })
    void pattern_isRefusedWithItsReason(String pattern, String reason) {
        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> EventPattern.compile(pattern))
                .withMessageContaining(reason)
                .extracting(ServiceException::code)
                .isEqualTo("InvalidEventPatternException");
    }
}
