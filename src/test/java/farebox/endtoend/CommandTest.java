package farebox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.cli.operator.Stack;
import farebox.cli.operator.StackClients;
import farebox.cli.operator.StackFile;
import farebox.queue.DeadLetter;
import farebox.queue.sqs.SqsDeadLetters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./farebox}, as a person starts and stops it. */
@Tag("emulator")
final class CommandTest {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(20);

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void requireBuilt() {
        Checkout.requireCommand();
    }

    /** What a command said, standard output and error together, and how it ended. */
    private record Ended(int code, String text) {
        List<String> lines() {
            return text.lines().toList();
        }
    }

    @Test
    void up_onATakenPort_isOneLine() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ended ended = run("up", "--port", String.valueOf(other.getLocalPort()), "--data", data());

            requireOneLine(ended, "port " + other.getLocalPort() + " is taken");
        }
    }

    @Test
    void up_withAPortThatIsNone_isOneLine() throws Exception {
        requireOneLine(run("up", "--port", "70000", "--data", data()), "70000 is no port");
    }

    /** A file stands where the folder should be; even root cannot write there. */
    @Test
    void up_onAFolderThatCannotBeWritten_isOneLine() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        requireOneLine(run("up", "--port", "0", "--data", file.toString()), "cannot write to " + file);
    }

    @Test
    void up_onABrokenTemplate_isOneLineThatNamesThePlace() throws Exception {
        Path home =
                copyOfTheCheckout(template -> template.replace("Type: AWS::S3::Bucket\n", "Type: AWS::S3::Basket\n"));

        Ended ended = run(home, "up", "--port", "0", "--data", data());

        requireOneLine(ended, "AWS::S3::Basket");
        assertThat(ended.text()).containsPattern("template\\.yaml:\\d+");
    }

    @Test
    void up_onATemplateThatIsNoYaml_isOneLine() throws Exception {
        Path home = copyOfTheCheckout(template -> "Resources: [}");

        requireOneLine(run(home, "up", "--port", "0", "--data", data()), "template.yaml");
    }

    @Test
    void aCommandThatIsNone_saysWhichThereAre() throws Exception {
        Ended ended = run("fly");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.text()).contains("fly").contains("up").contains("keys").doesNotContain("\tat ");
    }

    @Test
    void aCommandThatNeedsARunningCloud_isOneLine() throws Exception {
        requireOneLine(run("keys", "list", "demo", "--data", data()), "nothing runs on " + data());
    }

    @Test
    void help_namesEveryCommand() throws Exception {
        Ended ended = run("--help");

        assertThat(ended.code()).isZero();
        assertThat(ended.text()).contains("up", "tenants", "keys", "models", "invoke", "reset");
    }

    @Test
    void up_writesTheReadyFile_servesCommandsBesideIt_andLeavesNothingAfterCtrlC() throws Exception {
        Path ready = folder.resolve("ready.json");
        Process up = start(Checkout.ROOT, "up", "--port", "0", "--data", data(), "--ready-file", ready.toString());
        List<ProcessHandle> family = new ArrayList<>();
        try {
            Await.settles(() -> Files.exists(ready) || !up.isAlive(), true, START);
            JsonNode fields = new ObjectMapper().readTree(Files.readString(ready));
            Target target = new Target(
                    URI.create(fields.path("url").textValue()),
                    fields.path("key").textValue(),
                    fields.path("admin_key").textValue());
            family = up.descendants().toList();

            assertThat(fields.fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("url", "key", "admin_key", "pid", "s3");
            assertThat(fields.path("pid").longValue()).isEqualTo(up.pid());
            // At least the two functions that every call waits for; the others start with their first event.
            assertThat(family).hasSizeGreaterThanOrEqualTo(2);
            assertThat(PlainHttp.of(target)
                            .post("/v1/embeddings", Sentences.body(Sentences.CAT))
                            .status())
                    .isEqualTo(200);
            requireCommandsBeside();
        } finally {
            interrupt(up);
        }

        assertThat(up.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(family).noneMatch(ProcessHandle::isAlive);
    }

    private void requireCommandsBeside() throws Exception {
        assertThat(run("tenants", "list", "--data", data()).text()).contains("demo");
        assertThat(run("keys", "create", "demo", "--data", data()).text()).contains("fbx_live_");
        assertThat(run("models", "list", "--data", data()).text()).contains(Sentences.MODEL);
        requireOneLine(run("up", "--port", "0", "--data", data()), "another farebox is running");
        requireOneLine(run("reset", "--data", data()), "another farebox is running");
        requireOneLine(run("keys", "revoke", "nobodys1", "--data", data()), "nobodys1");
        assertThat(run("dead-letters", "list", "--data", data()).text()).contains("TrainingDeadLetters: 0");
        assertThat(run("dead-letters", "redrive", "--data", data()).text()).contains("TrainingDeadLetters: redriving");
        requireTenantsClose();
        requireModelsAreDeleted();
        requireDeadLetters();
    }

    private void requireDeadLetters() throws Exception {
        Stack stack = new StackFile(Path.of(data())).read().orElseThrow();
        try (StackClients clients = new StackClients(stack)) {
            new SqsDeadLetters(clients.sqs(), stack.output("BatchUploadsDeadLetters"))
                    .send(new DeadLetter("m-1", "{}", 5, "Unavailable", "the table does not respond"));
        }
        assertThat(run("dead-letters", "list", "--data", data()).text())
                .contains("BatchUploadsDeadLetters: 1", "m-1", "Unavailable: the table does not respond");
        assertThat(run("dead-letters", "redrive", "--data", data()).text())
                .contains("BatchUploadsDeadLetters: redriving");
        assertThat(run("dead-letters", "list", "--data", data()).lines())
                .containsExactly("BatchUploadsDeadLetters: 0", "PublicationDeadLetters: 0", "TrainingDeadLetters: 0");
    }

    private void requireModelsAreDeleted() throws Exception {
        assertThat(run("models", "publish", "spare", "--data", data()).text()).contains("published");
        requireOneLine(run("models", "delete", "spare", "--data", data()), "or all of them with --all");
        requireOneLine(run("models", "delete", "spare", "v-1", "--all", "--data", data()), "name a version to delete");
        assertThat(run("models", "delete", "spare", "--all", "--data", data()).text())
                .contains("deleted all versions of public/spare");
        assertThat(run("models", "list", "--data", data()).text())
                .contains(Sentences.MODEL)
                .doesNotContain("spare");
        requireOneLine(run("models", "delete", "spare", "--all", "--data", data()), "there is no model public/spare");
    }

    private void requireTenantsClose() throws Exception {
        run("tenants", "create", "leaving", "--data", data());
        run("keys", "create", "leaving", "--data", data());
        assertThat(run("tenants", "close", "leaving", "--data", data()).text()).contains("closed leaving");
        assertThat(run("keys", "list", "leaving", "--data", data()).text()).contains("revoked");
        requireOneLine(run("tenants", "close", "unknown", "--data", data()), "unknown");
    }

    /**
     * As Ctrl-C in a terminal does. A shell starts background jobs deaf to it, and children inherit that; then SIGTERM
     * must do, which ends in the same hook.
     */
    private static void interrupt(Process process) throws Exception {
        String signal = isDeafToInterrupts() ? "-TERM" : "-INT";
        new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    /** Of this process, by the mask of ignored signals that Linux shows; elsewhere nobody knows. */
    private static boolean isDeafToInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line -> (Long.parseUnsignedLong(line.split("\\s+", 2)[1], 16) & 0b10) != 0);
    }

    private static void requireOneLine(Ended ended, String words) {
        assertThat(ended.lines()).hasSize(1);
        assertThat(ended.text()).startsWith("farebox: ").contains(words);
        assertThat(ended.code()).isEqualTo(2);
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private static Ended run(String... arguments) throws Exception {
        return run(Checkout.ROOT, arguments);
    }

    private static Ended run(Path home, String... arguments) throws Exception {
        Process process = start(home, arguments);
        try (var out = process.getInputStream()) {
            String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), text);
        }
    }

    private static Process start(Path home, String... arguments) throws IOException {
        return new ProcessBuilder(
                        Stream.concat(Stream.of(home.resolve("farebox").toString()), Stream.of(arguments))
                                .toList())
                .redirectErrorStream(true)
                .start();
    }

    /** The script and what it was built from by reference, beside a template of its own. */
    private Path copyOfTheCheckout(UnaryOperator<String> change) throws IOException {
        Path home = Files.createDirectory(folder.resolve("checkout"));
        for (String name : List.of(
                "pom.xml",
                "kernel",
                "aws-clients",
                "functions",
                "shared-model-loader",
                "training-step-functions",
                "cli",
                "local")) {
            Files.createSymbolicLink(home.resolve(name), Checkout.ROOT.resolve(name));
        }
        Files.copy(Checkout.ROOT.resolve("farebox"), home.resolve("farebox"));
        String template = Files.readString(Checkout.ROOT.resolve("template.yaml"));
        String changed = change.apply(template);
        assertThat(changed).isNotEqualTo(template);
        Files.writeString(home.resolve("template.yaml"), changed);
        return home;
    }
}
