package farebox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.cli.operator.StackFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is killed while a run is under way is started again, and the run goes on. */
@Tag("emulator")
final class KilledProcessesTest {
    private static final Duration START = Duration.ofMinutes(1);
    private static final Duration RUN = Duration.ofMinutes(2);
    private static final String MANIFEST = "\"family\": \"logistic\", \"seed\": 3";

    @Test
    void emulatorThatIsKilledWhileARunTrains_goesOnWithItsOneJob(@TempDir Path folder) throws Exception {
        Checkout.requireCommand();
        Path data = folder.resolve("data");
        List<ProcessHandle> family;
        UploadedTraining training;
        Process first = up(folder);
        try (Operator operator = operator(folder)) {
            training = UploadedTraining.of(operator);
            training.upload(UploadedTraining.lines(), MANIFEST);
            Await.settles(() -> jobs(data).anyMatch(KilledProcessesTest::trains), true, RUN);
            family = Stream.concat(
                            first.descendants(),
                            jobs(data).flatMap(job -> process(job).descendants()))
                    .toList();
        } finally {
            first.destroyForcibly().waitFor();
        }

        Process second = up(folder);
        try (Operator operator = operator(folder)) {
            assertThat(family).isNotEmpty();
            Await.settles(() -> family.stream().anyMatch(ProcessHandle::isAlive), false, START);
            UploadedTraining resumed = new UploadedTraining(operator, training.tenant());
            Await.settles(() -> resumed.champion().isPresent(), true, RUN);
            assertThat(jobs(data)).hasSize(1).noneMatch(KilledProcessesTest::trains);
        } finally {
            second.destroy();
            second.waitFor();
        }
    }

    private static Process up(Path folder) throws IOException {
        Path ready = folder.resolve("ready.json");
        Files.deleteIfExists(ready);
        Process process = new ProcessBuilder(
                        Checkout.ROOT.resolve("farebox").toString(),
                        "up",
                        "--port",
                        "0",
                        "--data",
                        folder.resolve("data").toString(),
                        "--ready-file",
                        ready.toString())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
        Await.settles(() -> Files.exists(ready) || !process.isAlive(), true, START);
        return process;
    }

    private static Operator operator(Path folder) throws IOException {
        JsonNode ready = new ObjectMapper().readTree(Files.readString(folder.resolve("ready.json")));
        Target target = new Target(
                URI.create(ready.path("url").textValue()),
                ready.path("key").textValue(),
                ready.path("admin_key").textValue());
        return new Operator(
                target,
                Environment.EMULATOR,
                new StackFile(folder.resolve("data")).read().orElseThrow());
    }

    /** The folders of training jobs. */
    private static Stream<Path> jobs(Path data) {
        Path folder = data.resolve("training");
        if (!Files.exists(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> jobs = Files.list(folder)) {
            return jobs.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean trains(Path job) {
        return Files.exists(job.resolve("process"))
                && ProcessHandle.of(pid(job)).filter(ProcessHandle::isAlive).isPresent();
    }

    private static ProcessHandle process(Path job) {
        return ProcessHandle.of(pid(job)).orElseThrow();
    }

    private static long pid(Path job) {
        try {
            return Long.parseLong(Files.readString(job.resolve("process")).split(" ", 2)[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
