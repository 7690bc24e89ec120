package farebox.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
        Path errors = temporary.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command(temporary)).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("DJL_CACHE_DIR", temporary.toString());
        Process process = builder.start();
        BufferedReader out = process.inputReader();
        if (!line.equals(out.readLine())) {
            throw new IllegalStateException(main.getSimpleName() + " did not answer: " + Files.readString(errors));
        }
        return process;
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
