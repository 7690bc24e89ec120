package farebox.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import farebox.local.stepfunctions.interpreter.Execution;
import farebox.local.stepfunctions.task.TaskOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DistributedMapTest {
    private final Workbench workbench = new Workbench();

    /** @param more further fields of the Map state, each followed by a comma */
    private static String map(String more, String state) {
        return """
                {"M": {"Type": "Map", "End": true, %s
                       "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                                         "StartAt": "X", "States": {"X": %s}}}}""".formatted(more, state);
    }

    private static final String ECHO = "{\"Type\": \"Pass\", \"End\": true}";
    private static final String CALL =
            "{\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\", \"End\": true}";

    private static String reader(String config) {
        return """
                "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": %s,
                               "Arguments": {"Bucket": "b", "Key": "{%% $states.input.key %%}"}},""".formatted(config);
    }

    private void object(String body) {
        workbench.tasks().on("getObject", (request, call) -> {
            assertThat(request.arguments()).isEqualTo(Json.parse("{\"Bucket\": \"b\", \"Key\": \"k\"}"));
            return new TaskOutcome.Succeeded(((com.fasterxml.jackson.databind.node.ObjectNode) Json.parse("{}"))
                    .set("Body", new TextNode(body)));
        });
    }

    @Test
    void reader_ofJson_readsAnArray() {
        object("[{\"a\": 1}, 2]");

        Execution execution = workbench.run(map(reader("{\"InputType\": \"JSON\"}"), ECHO), "{\"key\": \"k\"}");

        assertThat(workbench.output(execution)).isEqualTo(Json.parse("[{\"a\": 1}, 2]"));
        assertThat(workbench.events(execution))
                .containsSequence("MapStateEntered", "MapRunStarted", "MapRunSucceeded", "MapStateExited");
    }

    @Test
    void reader_ofJsonLines_readsALineEach() {
        object("{\"a\": 1}\n\n{\"a\": 2}\n");

        Execution execution = workbench.run(map(reader("{\"InputType\": \"JSONL\"}"), ECHO), "{\"key\": \"k\"}");

        assertThat(workbench.output(execution)).isEqualTo(Json.parse("[{\"a\": 1}, {\"a\": 2}]"));
    }

    @Test
    void reader_ofCsv_readsQuotesAndTakesTheFirstRowAsHeaders() {
        object("name,note\r\n\"a, b\",\"say \"\"x\"\"\nthen y\"\r\nc\n");

        Execution execution = workbench.run(
                map(reader("{\"InputType\": \"CSV\", \"CSVHeaderLocation\": \"FIRST_ROW\"}"), ECHO),
                "{\"key\": \"k\"}");

        assertThat(workbench.output(execution))
                .isEqualTo(
                        Json.parse(
                                "[{\"name\": \"a, b\", \"note\": \"say \\\"x\\\"\\nthen y\"}, {\"name\": \"c\", \"note\": \"\"}]"));
    }

    @Test
    void reader_ofCsv_takesGivenHeadersDelimiterAndLimit() {
        object("1|2\n3|4\n5|6\n");

        Execution execution = workbench.run(map(reader("""
                                {"InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["x", "y"], "CSVDelimiter": "PIPE",
                                 "MaxItems": 2}"""), ECHO), "{\"key\": \"k\"}");

        assertThat(workbench.output(execution))
                .isEqualTo(Json.parse("[{\"x\": \"1\", \"y\": \"2\"}, {\"x\": \"3\", \"y\": \"4\"}]"));
    }

    @Test
    void reader_ofAListing_readsEveryPage() {
        workbench
                .tasks()
                .on(
                        "listObjectsV2",
                        (request, call) -> new TaskOutcome.Succeeded(
                                Json.parse(
                                        request.arguments().has("ContinuationToken")
                                                ? "{\"Contents\": [{\"Key\": \"p/3\"}], \"IsTruncated\": false}"
                                                : "{\"Contents\": [{\"Key\": \"p/1\"}, {\"Key\": \"p/2\"}], \"IsTruncated\": true, \"NextContinuationToken\": \"t\"}")));

        Execution execution = workbench.run(map("""
                        "ItemReader": {"Resource": "arn:aws:states:::s3:listObjectsV2", "Arguments": {"Bucket": "b", "Prefix": "p"}},
                        "ItemSelector": "{% $states.context.Map.Item.Value.Key %}",""", ECHO), "{}");

        assertThat(workbench.output(execution)).isEqualTo(Json.parse("[\"p/1\", \"p/2\", \"p/3\"]"));
    }

    @Test
    void reader_thatFails_isItemReaderFailed() {
        workbench.tasks().fails("getObject", 1, "S3.NoSuchKeyException");

        Execution execution = workbench.run(map(reader("{\"InputType\": \"JSON\"}"), ECHO), "{\"key\": \"k\"}");

        assertThat(workbench.error(execution)).isEqualTo("States.ItemReaderFailed");
    }

    @Test
    void reader_ofWhatIsNotJson_isItemReaderFailed() {
        object("[1, ");

        Execution execution = workbench.run(map(reader("{\"InputType\": \"JSON\"}"), ECHO), "{\"key\": \"k\"}");

        assertThat(workbench.error(execution)).isEqualTo("States.ItemReaderFailed");
    }

    @Test
    void batcher_groupsItemsByNumber() {
        Execution execution = workbench.run(
                map(
                        "\"ItemBatcher\": {\"MaxItemsPerBatch\": 2, \"BatchInput\": {\"b\": \"{% $count($states.input) %}\"}},",
                        ECHO),
                "[1, 2, 3]");

        assertThat(workbench.output(execution))
                .isEqualTo(
                        Json.parse(
                                "[{\"BatchInput\": {\"b\": 3}, \"Items\": [1, 2]}, {\"BatchInput\": {\"b\": 3}, \"Items\": [3]}]"));
    }

    @Test
    void batcher_groupsItemsBySize() {
        Execution execution = workbench.run(
                map("\"ItemBatcher\": {\"MaxInputBytesPerBatch\": 25},", ECHO), "[\"aaaaa\", \"bbbbb\", \"ccccc\"]");

        assertThat(workbench.output(execution))
                .isEqualTo(
                        Json.parse("[{\"Items\": [\"aaaaa\"]}, {\"Items\": [\"bbbbb\"]}, {\"Items\": [\"ccccc\"]}]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                                          | 0 | none",
                "''                                                                          | 1 | States.ExceedToleratedFailureThreshold",
                "'\"ToleratedFailureCount\": 2,'                                             | 2 | none",
                "'\"ToleratedFailureCount\": 2,'                                             | 3 | States.ExceedToleratedFailureThreshold",
                "'\"ToleratedFailurePercentage\": 30,'                                       | 3 | none",
                "'\"ToleratedFailurePercentage\": 30,'                                       | 4 | States.ExceedToleratedFailureThreshold",
                "'\"ToleratedFailurePercentage\": \"{% 30 %}\", \"ToleratedFailureCount\": 1,' | 2 | States.ExceedToleratedFailureThreshold",
            })
    void toleratedFailure_isCountedInItems(String tolerated, int failing, String error) {
        workbench
                .tasks()
                .on(
                        "invoke",
                        (request, call) -> request.arguments().asInt() < failing
                                ? new TaskOutcome.Failed("E", "")
                                : new TaskOutcome.Succeeded(request.arguments()));

        Execution execution = workbench.run(map(tolerated, CALL), "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]");

        assertThat(workbench.error(execution)).isEqualTo(error);
        if (error.equals("none")) {
            assertThat(workbench.output(execution)).hasSize(10 - failing);
        }
    }

    @Test
    void writer_putsResultsByStatusAndTheManifestLast() {
        workbench
                .tasks()
                .returns("putObject", "{}")
                .on(
                        "invoke",
                        (request, call) -> call == 1
                                ? new TaskOutcome.Failed("E", "why")
                                : new TaskOutcome.Succeeded(request.arguments()));

        Execution execution = workbench.run(map("""
                        "ToleratedFailurePercentage": 100, "Label": "rows",
                        "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Arguments": {"Bucket": "b", "Prefix": "out"}},""", CALL), "[1, 2, 3]");

        JsonNode details = workbench.output(execution).get("ResultWriterDetails");
        List<JsonNode> written = workbench.tasks().arguments("putObject");
        assertThat(written)
                .extracting(put -> put.get("Key").asText().replaceAll("out/[^/]+/", ""))
                .containsExactly("FAILED_0.json", "SUCCEEDED_0.json", "manifest.json");
        assertThat(details.get("Key")).isEqualTo(written.getLast().get("Key"));
        assertThat(workbench.output(execution).get("MapRunArn").asText())
                .startsWith("arn:aws:states:us-east-1:000000000000:mapRun:machine-0/rows:");
        JsonNode failed = Json.parse(written.getFirst().get("Body").asText()).get(0);
        assertThat(failed.get("Error").asText()).isEqualTo("E");
        assertThat(failed.get("Input").asText()).isEqualTo("2");
    }

    @Test
    void writer_flattensToLinesWhenAsked() {
        workbench.tasks().returns("putObject", "{}");

        workbench.run(map("""
                        "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Arguments": {"Bucket": "b"},
                                         "WriterConfig": {"Transformation": "FLATTEN", "OutputType": "JSONL"}},""", ECHO), "[[1, 2], [3]]");

        assertThat(workbench
                        .tasks()
                        .arguments("putObject")
                        .getFirst()
                        .get("Body")
                        .asText())
                .isEqualTo("1\n2\n3\n");
    }

    @Test
    void writer_thatFails_isResultWriterFailed() {
        workbench.tasks().fails("putObject", 1, "S3.AccessDenied");

        Execution execution = workbench.run(
                map(
                        "\"ResultWriter\": {\"Resource\": \"arn:aws:states:::s3:putObject\", \"Arguments\": {\"Bucket\": \"b\"}},",
                        ECHO),
                "[1]");

        assertThat(workbench.error(execution)).isEqualTo("States.ResultWriterFailed");
    }

    @Test
    void iterations_seeNoOuterVariablesAndTheirOwnExecution() {
        Execution execution = workbench.run("""
                {"V": {"Type": "Pass", "Assign": {"outer": 1}, "Output": [7], "Next": "M"},
                 "M": {"Type": "Map", "End": true, "Label": "rows",
                       "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                                         "StartAt": "X", "States": {"X": {"Type": "Pass", "End": true,
                            "Output": ["{% $exists($outer) %}", "{% $states.context.Execution.Id %}"]}}}}}""", "{}");

        assertThat(workbench.output(execution).get(0).get(0).asBoolean()).isFalse();
        assertThat(workbench.output(execution).get(0).get(1).asText())
                .startsWith("arn:aws:states:us-east-1:000000000000:execution:machine-0/rows:");
    }
}
