package farebox.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Java process that prints one line when it has done what it is for.
 *
 * @param options of the JVM, class path included
 * @param environment beside this process's own
 */
record JavaProcess(List<String> options, Class<?> main, List<String> arguments, Map<String, String> environment) {
    JavaProcess {
        options = List.copyOf(options);
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    JavaProcess with(String option) {
        List<String> more = new ArrayList<>(options);
        more.add(option);
        return new JavaProcess(more, main, arguments, environment);
    }

    /**
     * Returns as soon as the line is there; the process is then left to end by itself.
     *
     * @param temporary its temporary folder
     * @throws IllegalStateException if it prints another line, with what it said
     */
    Process until(String line, Path temporary) throws IOException {
        Process process = start(temporary);
        requireAnswer(line.equals(process.inputReader().readLine()), temporary);
        return process;
    }

    /**
     * The one line that it prints, once it has ended.
     *
     * @param temporary its temporary folder
     * @throws IllegalStateException if it prints nothing, with what it said
     */
    String answer(Path temporary) throws IOException, InterruptedException {
        Process process = start(temporary);
        Optional<String> line = Optional.ofNullable(process.inputReader().readLine());
        requireAnswer(process.waitFor() == 0 && line.isPresent(), temporary);
        return line.orElseThrow();
    }

    private void requireAnswer(boolean answered, Path temporary) throws IOException {
        if (!answered) {
            throw new IllegalStateException(
                    main.getSimpleName() + " did not answer: " + Files.readString(errors(temporary)));
        }
    }

    private static Path errors(Path temporary) {
        return temporary.resolve("errors");
    }

    private Process start(Path temporary) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(temporary))
                .redirectError(errors(temporary).toFile());
        builder.environment().putAll(environment);
        builder.environment().put("DJL_CACHE_DIR", temporary.toString());
        return builder.start();
    }

    private List<String> command(Path temporary) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }
}
