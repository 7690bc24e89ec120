package farebox.local.localstack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.cli.operator.Progress;
import farebox.cli.operator.StackFile;
import farebox.cli.operator.UserError;
import farebox.local.lambda.RuntimeArchives;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A LocalStack with all its files in one folder. */
public final class LocalStack {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;
    private final Path data;
    private final Map<String, String> environment;
    private final Progress progress;

    /**
     * @param home the checkout
     * @param data the folder of everything it installs, writes and logs
     */
    public LocalStack(Path home, Path data, Map<String, String> environment, Progress progress) {
        this.home = home;
        this.data = data;
        this.environment = environment;
        this.progress = progress;
    }

    /**
     * Returns once it serves; it goes on when this process ends.
     *
     * @param port 0 for any free one
     * @throws UserError if it cannot be installed or started
     */
    public URI up(int port) throws InterruptedException {
        String answer = run("up", "--port", String.valueOf(port));
        try {
            return URI.create(JSON.readTree(answer).path("endpoint").asText());
        } catch (JsonProcessingException e) {
            throw new UserError("LocalStack was started, but did not say where: " + answer, e);
        }
    }

    /** Stops it and everything it started. What was deployed there is gone then. */
    public void down() throws InterruptedException {
        run("down");
        try {
            new StackFile(data).forget();
        } catch (IOException e) {
            throw new UserError("cannot forget what was deployed, in " + data, e);
        }
    }

    private String run(String command, String... options) throws InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                new Python(environment).find().toString(),
                home.resolve("local/localstack/run.py").toString(),
                command,
                "--data",
                data.toString()));
        line.addAll(List.of(options));
        try {
            return finish(started(line));
        } catch (IOException e) {
            throw new UserError("cannot run " + line.getFirst() + ": " + e.getMessage(), e);
        }
    }

    private Process started(List<String> line) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("FAREBOX_JAVA_HOME", System.getProperty("java.home", ""));
        builder.environment().put("FAREBOX_RIC_CLASSPATH", classPath());
        return builder.start();
    }

    private static String classPath() {
        return RuntimeArchives.all().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Its progress comes on standard error, line by line; the answer is one line, so it waits in the pipe. */
    private String finish(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        String last = "it said nothing";
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                progress.step(line);
                last = line;
            }
        }
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new UserError("LocalStack: " + last);
        }
        return answer;
    }
}
