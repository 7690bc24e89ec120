package farebox.local.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.cli.operator.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is asked of Docker, as far as it shows without an engine. */
final class DockerLocalStackTest {
    private static final Path TIER = Path.of("");

    @Test
    void environment_isAsWithoutDocker() throws IOException {
        String script = Files.readString(TIER.resolve("run.py"));

        assertThat(DockerLocalStack.environment().entrySet())
                .filteredOn(variable -> !variable.getKey().equals("PYTHONPATH"))
                .extracting(DockerLocalStackTest::asInPython)
                .allSatisfy(line -> assertThat(script).contains(line));
    }

    @Test
    void ourMendsAreFoundByTheEntryPointThatTheyHaveWithoutDocker() throws IOException {
        String project = Files.readString(TIER.resolve("pyproject.toml")).replace("\"", "");

        String[] lines = DockerLocalStack.ENTRY_POINTS
                .replace("[", "[project.entry-points.")
                .split("\n", -1);

        assertThat(project).contains(lines);
        assertThat(TIER.resolve("farebox_localstack/plugins.py")).content().contains("def mend()");
    }

    @Test
    void binding_isOnLoopbackAlone() {
        assertThat(DockerLocalStack.binding(4599)).isEqualTo("127.0.0.1:4599:4566");
        assertThat(DockerLocalStack.binding(0)).isEqualTo("127.0.0.1::4566");
    }

    @Test
    void requireEngine_saysWhatToDoWithoutOne() {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> DockerLocalStack.requireEngine(() -> false))
                .withMessageContaining("none answers");
        assertThatCode(() -> DockerLocalStack.requireEngine(() -> true)).doesNotThrowAnyException();
    }

    private static String asInPython(Map.Entry<String, String> variable) {
        return "\"" + variable.getKey() + "\": \"" + variable.getValue() + "\",";
    }
}
