package farebox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.kernel.ModelName;
import farebox.local.launcher.InvokeFunction;
import farebox.models.ModelRef;
import farebox.models.publish.PublishModel;
import farebox.models.publish.TestModels;
import farebox.models.publish.onnx.OnnxModelConverter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The payloads in {@code events/}: handlers are tested with every one of them in their modules, and their form beside
 * this; here all of them go through the functions as {@code ./farebox invoke} runs them, and come to what their names
 * promise.
 */
@Tag("emulator")
@ExtendWith(StackExtension.class)
final class EventsTest {
    private static final Path EVENTS = Checkout.ROOT.resolve("events");
    private static final String DOCUMENTED_KEY = "fbx_live_sample01_ThisKeyIsInTheDocumentsAndLive0n_3a1QlZ";
    private static final ModelRef MINI = new ModelRef(ModelRef.PUBLIC, new ModelName("all-minilm-l6-v2"));
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path scratch = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "InferenceFunction",
        "UsageFunction",
        "BillingFunction",
        "FilesFunction",
        "TrainingFunction",
        "BatchesFunction",
        "RollupFunction",
        "AuthorizerFunction"
    })
    void theFunctionAnswersEveryEventAsItsNamePromises(String function, EmulatorStack emulatorStack)
            throws IOException, InterruptedException {
        publishModels(emulatorStack.operator());
        SoftAssertions answers = new SoftAssertions();
        try (InvokeFunction.Started started =
                new InvokeFunction(Checkout.ROOT, emulatorStack.operator().stack()).start(function)) {
            for (String event : events(function)) {
                InvokeFunction.Answer answer = started.answer(payload(event, emulatorStack));
                answers.assertThat(answer.isError())
                        .as("%s: %s", event, answer.payload())
                        .isFalse();
                answers.assertThat(ResponseForm.problems(event, JSON.readTree(answer.payload())))
                        .as("%s: %s", event, answer.payload())
                        .isEmpty();
            }
        }
        answers.assertAll();
    }

    /** The models that the events of predictions and completions name. */
    private void publishModels(Operator operator) {
        PublishModel publishModel =
                new PublishModel(operator.registry(), new OnnxModelConverter(), scratch, Clock.systemUTC());
        publishModel.run(TestModels.explainableClassifier("table"));
        publishModel.run(TestModels.languageModel("letters"));
    }

    /** With the key and the version that live in this cloud, where the file has those of the documents. */
    private static byte[] payload(String event, EmulatorStack emulatorStack) {
        String version = emulatorStack
                .operator()
                .registry()
                .versions(MINI)
                .getFirst()
                .version()
                .value();
        return read(EVENTS.resolve(event + ".json"))
                .replace(DOCUMENTED_KEY, emulatorStack.target().key())
                .replace("/versions/v1", "/versions/" + version)
                .getBytes(StandardCharsets.UTF_8);
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
        assertThat(events()).hasSizeGreaterThan(50);
    }

    private static boolean isRead(String event, String sources) {
        String function = event.substring(0, event.indexOf('-') + 1);
        String name = Pattern.quote(event.substring(function.length()));
        return sources.contains("startsWith(\"" + function + "\")")
                || Pattern.compile("(?<![a-z0-9-])(" + function + ")?" + name + "(?![a-z0-9-])")
                        .matcher(sources)
                        .find();
    }

    private static List<String> events(String function) throws IOException {
        String prefix = function.replace("Function", "").toLowerCase(Locale.ROOT);
        return events().filter(event -> event.startsWith(prefix + "-")).sorted().toList();
    }

    private static Stream<String> events() throws IOException {
        try (Stream<Path> files = Files.list(EVENTS)) {
            return files.map(file -> file.getFileName().toString().replace(".json", "")).toList().stream();
        }
    }

    private static String sources() throws IOException {
        return sources("functions") + sources("training-step-functions");
    }

    private static String sources(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Checkout.ROOT.resolve(folder))) {
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
