package farebox.local.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.cli.operator.Stack;
import farebox.cli.operator.StackFile;
import farebox.cli.operator.UserError;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The interpreter is a script here, which plays the part of run.py. */
final class LocalStackTest {
    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();

    @Test
    void up_tellsTheProgressAndReturnsTheEndpoint() throws Exception {
        interpreter("bin", "echo installing >&2; echo starting >&2; echo '{\"endpoint\": \"http://127.0.0.1:4599\"}'");

        assertThat(localStack().up(0)).isEqualTo(URI.create("http://127.0.0.1:4599"));
        assertThat(told).containsExactly("installing", "starting");
    }

    @Test
    void up_handsOverArgumentsJavaAndTheRuntimeInterfaceClient() throws Exception {
        interpreter("bin", """
                echo "$@" >&2
                echo "java $FAREBOX_JAVA_HOME" >&2
                echo "$FAREBOX_RIC_CLASSPATH" | /usr/bin/tr : '\\n' >&2
                echo '{"endpoint": "http://127.0.0.1:1"}'""");

        localStack().up(4599);

        assertThat(told.getFirst())
                .isEqualTo(folder + "/home/local/localstack/run.py up --data " + folder + "/data --port 4599");
        assertThat(told.get(1)).isEqualTo("java " + System.getProperty("java.home"));
        assertThat(told.subList(2, told.size()))
                .hasSize(4)
                .anyMatch(jar -> jar.contains("runtime-interface-client"))
                .allSatisfy(jar -> assertThat(Path.of(jar)).exists());
    }

    @Test
    void up_aRefusalIsItsLastLine() throws Exception {
        interpreter("bin", "echo installing >&2; echo 'Something else listens on port 4566.' >&2; exit 1");

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> localStack().up(4566))
                .withMessageContaining("Something else listens on port 4566.");
    }

    @Test
    void down_forgetsWhatWasDeployed() throws Exception {
        interpreter("bin", "exit 0");
        Files.createDirectories(folder.resolve("data"));
        StackFile file = new StackFile(folder.resolve("data"));
        file.write(new Stack("us-east-1", Map.of(), Map.of()));

        localStack().down();

        assertThat(file.read()).isEmpty();
    }

    @Test
    void up_passesByAnInterpreterThatDoesNotRun() throws Exception {
        file("bin", "echo 'pyenv: python3.13: command not found' >&2; exit 127");
        interpreter("versions/3.13.7/bin", "echo '{\"endpoint\": \"http://127.0.0.1:2\"}'");

        assertThat(localStack().up(0)).isEqualTo(URI.create("http://127.0.0.1:2"));
    }

    @Test
    void up_withoutPython313_saysHowToGetIt() {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> localStack().up(0))
                .withMessageContaining("pyenv install 3.13");
    }

    private LocalStack localStack() {
        Map<String, String> environment = Map.of(
                "PATH", folder.resolve("bin").toString(),
                "HOME", folder.toString(),
                "PYENV_ROOT", folder.toString());
        return new LocalStack(folder.resolve("home"), folder.resolve("data"), environment, told::add);
    }

    /** Runs, as the question for its version finds out first. */
    private void interpreter(String bin, String script) throws IOException {
        file(bin, "[ \"$1\" = --version ] && exit 0\n" + script);
    }

    private void file(String bin, String script) throws IOException {
        Path file = Files.createDirectories(folder.resolve(bin)).resolve("python3.13");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
