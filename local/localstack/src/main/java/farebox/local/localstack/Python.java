package farebox.local.localstack;

import farebox.cli.operator.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The interpreter that LocalStack 4.14 runs on: Python 3.13, and no other. */
final class Python {
    private static final String NAME = "python3.13";
    private static final int ANSWERS_WITHIN_SECONDS = 20;

    private final Map<String, String> environment;

    Python(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * On the PATH, else where pyenv and uv install.
     *
     * @throws UserError if there is none
     */
    Path find() {
        return Stream.of(onPath(), installed(pyenv(), "3.13."), installed(uv(), "cpython-3.13."))
                .flatMap(candidates -> candidates)
                .filter(Python::runs)
                .findFirst()
                .orElseThrow(() -> new UserError("LocalStack needs Python 3.13, and there is none; install it with"
                        + " 'pyenv install 3.13', 'uv python install 3.13' or your system's package python3.13"));
    }

    private Stream<Path> onPath() {
        return Stream.of(environment.getOrDefault("PATH", "").split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, NAME));
    }

    private Path pyenv() {
        String root = environment.getOrDefault("PYENV_ROOT", "");
        return (root.isEmpty() ? home().resolve(".pyenv") : Path.of(root)).resolve("versions");
    }

    private Path uv() {
        return home().resolve(".local/share/uv/python");
    }

    private Path home() {
        return Path.of(environment.getOrDefault("HOME", "/"));
    }

    private static Stream<Path> installed(Path folder, String prefix) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> versions = Files.list(folder)) {
            return versions
                    .filter(version -> version.getFileName().toString().startsWith(prefix))
                    .map(version -> version.resolve("bin").resolve(NAME))
                    .toList()
                    .stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** Asked, not only looked for: a shim of pyenv is there for versions that are switched off, too. */
    private static boolean runs(Path candidate) {
        if (!Files.isExecutable(candidate)) {
            return false;
        }
        try {
            Process process = new ProcessBuilder(candidate.toString(), "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = process.waitFor(ANSWERS_WITHIN_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
