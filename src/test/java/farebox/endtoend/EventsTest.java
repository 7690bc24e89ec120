package farebox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.up.InvokeFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The payloads in {@code events/}: handlers are tested with every one of them in their rooms; here one of each trigger
 * goes through a function in a process of its own, as {@code ./farebox invoke} does it.
 */
@Tag("laptop")
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

        InvokeFunction.Answer answer =
                new InvokeFunction(Checkout.ROOT, laptop.operator().stack()).run(function, payload);

        assertThat(answer.isError()).as(answer.payload()).isFalse();
        assertThat(answer.payload()).contains(piece);
    }

    /**
     * A test's source has its name, with its function's before it or without, or a test goes through all the files of
     * its function.
     */
    @Test
    void everyEventIsReadByATest() throws IOException {
        String sources = sources();

        List<String> unread = events().filter(event -> !isRead(event, sources)).toList();

        assertThat(unread).isEmpty();
        assertThat(events()).hasSizeGreaterThan(100);
    }

    private static boolean isRead(String event, String sources) {
        String function = event.substring(0, event.indexOf('-') + 1);
        String name = Pattern.quote(event.substring(function.length()));
        return sources.contains("startsWith(\"" + function + "\")")
                || Pattern.compile("(?<![a-z0-9-])(" + function + ")?" + name + "(?![a-z0-9-])")
                        .matcher(sources)
                        .find();
    }

    private static Stream<String> events() throws IOException {
        try (Stream<Path> files = Files.list(EVENTS)) {
            return files.map(file -> file.getFileName().toString().replace(".json", "")).toList().stream();
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
