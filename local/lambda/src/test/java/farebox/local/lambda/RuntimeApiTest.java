package farebox.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a runtime that does right and wrong is told; that AWS's emulator says the same is a test of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RuntimeApiTest {
    private static final Pattern STATUS = Pattern.compile(" -> (\\d{3}) ");

    private Map<RuntimeScript, List<String>> transcripts = Map.of();

    @BeforeAll
    void play(@TempDir Path folder) throws Exception {
        transcripts = new Transcripts(folder).onTheLaptop();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ANSWER                | 200 202                 | {"answer":1}
            ANSWER_TWICE          | 200 202 403             | 1
            ERROR_AFTER_ANSWER    | 200 202 403             | 1
            MAX_ANSWER            | 200 202                 | 6291556 bytes
            TOO_LARGE_ANSWER      | 200 413                 | Function.ResponseSizeTooLarge
            ERROR                 | 200 202                 | {"errorType":"Broken","errorMessage":"m"}
            ANSWER_AFTER_ERROR    | 200 202 403             | {"errorType":"Broken","errorMessage":"m"}
            ANOTHERS_ID           | 200 400 400 202         | 2
            NO_ID                 | 200 400 202             | 2
            UNKNOWN_PATHS         | 200 404 404 404 404 202 | 2
            WRONG_METHODS         | 200 405 405 405 405 202 | 2
            INIT_ERROR_TOO_LATE   | 200 403 202             | 2
            NEXT_TOO_EARLY        | 200 200 202             | 2
            """)
    void everyCallHasItsStatus_andTheCallerOneOutcome(RuntimeScript script, String statuses, String outcome) {
        String transcript = String.join("\n", transcripts.getOrDefault(script, List.of()));

        assertThat(STATUS.matcher(transcript).results().map(found -> found.group(1)))
                .as(transcript)
                .containsExactly(statuses.split(" ", -1));
        assertThat(transcript).endsWith("the caller sees " + outcome);
    }
}
