package farebox.cli.models;

import farebox.cli.operator.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An ONNX export on the Hugging Face hub, {@code OWNER/NAME}. Files come from the hub's own addresses,
 * {@code {endpoint}/{owner}/{name}/resolve/main/{file}}.
 */
public final class HubModel {
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,95}/[A-Za-z0-9][A-Za-z0-9._-]{0,95}");
    private static final List<String> GRAPHS = List.of("onnx/model.onnx", "model.onnx", "onnx/model_quantized.onnx");
    private static final String POOLING = "1_Pooling/config.json";
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final long MAX_GRAPH = 300L << 20;
    private static final long MAX_TOKENIZER = 32L << 20;
    private static final long MAX_CONFIG = 1L << 20;
    private static final int BUFFER = 1 << 16;

    private final HttpClient http;
    private final URI endpoint;
    private final String name;
    private final TransferBar bar;

    /**
     * @param endpoint of the hub
     * @throws UserError if the name is none
     */
    public HubModel(HttpClient http, URI endpoint, String name, TransferBar bar) {
        if (!NAME.matcher(name).matches() || name.contains("..")) {
            throw new UserError("a model of the hub is hf:OWNER/NAME, not hf:" + name);
        }
        this.http = http;
        this.endpoint = endpoint;
        this.name = name;
        this.bar = bar;
    }

    /** What it is called here unless somebody says otherwise. */
    public String shortName() {
        String last = name.substring(name.indexOf('/') + 1).toLowerCase(Locale.ROOT);
        String clean = last.replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return clean.length() > 63 ? clean.substring(0, 63).replaceAll("-+$", "") : clean;
    }

    /**
     * Fetches the files of the model, and describes it by its configuration.
     *
     * @param folder an empty one; holds what an upload holds afterwards
     * @throws UserError if there is no such model, it has no ONNX export, or its configuration says too little
     */
    public void fetch(Path folder) throws IOException, InterruptedException {
        String config = text("config.json")
                .orElseThrow(() -> new UserError("the hub has no model " + name + " with a config.json"));
        Optional<String> pooling = text(POOLING);
        if (!fetch("tokenizer.json", folder.resolve("tokenizer.json"), MAX_TOKENIZER)) {
            throw new UserError(name + " has no tokenizer.json; push it as a folder with a model.json");
        }
        for (String graph : GRAPHS) {
            if (fetch(graph, folder.resolve("model.onnx"), MAX_GRAPH)) {
                Files.writeString(
                        folder.resolve("manifest.json"),
                        HubManifest.of(name, config, pooling).toString(),
                        StandardCharsets.UTF_8);
                return;
            }
        }
        throw new UserError(name + " has no ONNX export: none of " + GRAPHS);
    }

    private Optional<String> text(String file) throws IOException, InterruptedException {
        Path temporary = Files.createTempFile("farebox-hub-", ".json");
        try {
            return fetch(file, temporary, MAX_CONFIG) ? Optional.of(Files.readString(temporary)) : Optional.empty();
        } finally {
            Files.delete(temporary);
        }
    }

    /** @return false if there is no such file */
    private boolean fetch(String file, Path target, long limit) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint + "/" + name + "/resolve/main/" + file))
                .timeout(TIMEOUT)
                .build();
        HttpResponse<InputStream> response = send(request);
        try (InputStream body = response.body()) {
            if (response.statusCode() == 404) {
                return false;
            }
            if (response.statusCode() != 200) {
                throw new UserError("the hub answers " + response.statusCode() + " for " + file + " of " + name
                        + "; only public models can be fetched");
            }
            save(
                    file,
                    body,
                    response.headers().firstValueAsLong("content-length").orElse(0),
                    target,
                    limit);
            return true;
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UserError("the hub cannot be reached at " + endpoint + "; HF_ENDPOINT names another", e);
        }
    }

    private void save(String file, InputStream body, long declared, Path target, long limit) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long done = 0;
        try (OutputStream out = Files.newOutputStream(target)) {
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                done += count;
                if (done > limit) {
                    throw new UserError(file + " of " + name + " is larger than " + limit + " bytes");
                }
                out.write(buffer, 0, count);
                bar.show(file, done, Math.max(done, declared));
            }
        }
        if (declared > 0 && done != declared) {
            throw new UserError(file + " of " + name + " broke off after " + done + " bytes; try again");
        }
        bar.finish(file, done);
    }
}
