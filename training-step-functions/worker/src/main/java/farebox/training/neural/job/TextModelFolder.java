package farebox.training.neural.job;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import farebox.training.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a model's files into a folder, {@code model.json} last: a folder without it holds no model. */
public final class TextModelFolder {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private TextModelFolder() {}

    /** What {@code model.json} says. */
    private record Description(
            String task, String family, List<String> labels, Map<String, Double> metrics, Graph graph, long seed) {
        private record Graph(String file, String sha256, long bytes) {}
    }

    /** Writes {@code model.onnx}, {@code tokenizer.json} where there is one, and {@code model.json}. */
    public static void write(TextModel model, TextSpec spec, Path folder) throws IOException {
        Files.createDirectories(folder);
        byte[] graph = model.graph().toBytes();
        replace(folder.resolve("model.onnx"), graph);
        if (model.tokenizer().isPresent()) {
            Files.writeString(
                    folder.resolve("tokenizer.json"), model.tokenizer().get());
        }
        Description description = new Description(
                model.task(),
                spec.family(),
                model.labels(),
                new TreeMap<>(model.metrics()),
                new Description.Graph("model.onnx", Digests.sha256(graph), graph.length),
                spec.seed());
        replace(folder.resolve("model.json"), JSON.writeValueAsBytes(description));
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, content);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
