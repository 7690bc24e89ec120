package farebox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.up.InvokeFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The payloads in {@code events/}: handlers are tested with every one of them in their rooms; here one of each trigger
 * goes through a function in a process of its own, as {@code ./farebox invoke} does it.
 */
@ExtendWith(Cloud.class)
final class EventsTest {
    private static final Path EVENTS = Checkout.ROOT.resolve("events");

    @ParameterizedTest
    @CsvSource({
        "InferenceFunction,  inference-health,          200",
        "InferenceFunction,  inference-refused-no-key,  401",
        "UsageFunction,      usage-refused-no-key,      401",
        "RollupFunction,     rollup-last-of-window,     batchItemFailures",
        "AuthorizerFunction, authorizer-missing-v1,     Deny",
    })
    void theFunctionAnswersTheEvent(String function, String event, String piece, Laptop laptop)
            throws IOException, InterruptedException {
        byte[] payload = Files.readAllBytes(EVENTS.resolve(event + ".json"));

        InvokeFunction.Answer answer = new InvokeFunction(Checkout.ROOT, laptop.stack()).run(function, payload);

        assertThat(answer.isError()).as(answer.payload()).isFalse();
        assertThat(answer.payload()).contains(piece);
    }

    /** A file's name, or what stands after its function's, is a word of a test's source. */
    @Test
    void everyEventIsNamedByATest() throws IOException {
        String sources = sources();

        assertThat(events())
                .isNotEmpty()
                .allSatisfy(event -> assertThat(sources)
                        .containsPattern(
                                "(?<![a-z0-9-])" + event.replaceFirst("^[a-z]+-", "([a-z]+-)?") + "(?![a-z0-9-])"));
    }

    private static List<String> events() throws IOException {
        try (Stream<Path> files = Files.list(EVENTS)) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .toList();
        }
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(Checkout.ROOT.resolve("functions"))) {
            return files.filter(file -> file.toString().contains("/src/test/"))
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(EventsTest::read)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
