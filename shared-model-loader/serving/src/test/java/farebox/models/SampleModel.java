package farebox.models;

import farebox.kernel.AliasName;
import farebox.kernel.ByteCount;
import farebox.kernel.Crc32c;
import farebox.kernel.Deadline;
import farebox.kernel.ModelName;
import farebox.kernel.ModelVersion;
import farebox.kernel.Sha256;
import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Manifests of models without files. */
public final class SampleModel {
    public static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-31T12:00:00Z"));
    public static final ModelRef REF = new ModelRef(ModelRef.PUBLIC, new ModelName("all-minilm-l6-v2"));
    public static final AliasName CHAMPION = new AliasName("champion");

    private SampleModel() {}

    public static Deadline soon() {
        return Deadline.after(Duration.ofMinutes(1), CLOCK);
    }

    /** A sentence-embedding model, of a graph of 23 bytes and a tokenizer of 7. */
    public static Manifest embedding(String version) {
        return manifest(
                version, embeddingSpec(), embeddingGraph(), Map.of(FileRole.GRAPH, 23L, FileRole.TOKENIZER, 7L));
    }

    /** A model that classifies rows of two columns. */
    public static Manifest tabular(String version) {
        return manifest(
                version,
                new ModelSpec.TabularClassification(
                        new Columns(List.of(
                                new Columns.Column("length", "numbers", false),
                                new Columns.Column("width", "numbers", true),
                                new Columns.Column("colour", "colour", true))),
                        new ClassScores("scores", ClassScores.Activation.SOFTMAX, List.of("no", "yes"))),
                new GraphSchema(
                        List.of(
                                new TensorSchema("numbers", TensorType.FP32, List.of(-1L, 2L)),
                                new TensorSchema("colour", TensorType.BYTES, List.of(-1L, 1L))),
                        List.of(new TensorSchema("scores", TensorType.FP32, List.of(-1L, 2L)))),
                Map.of(FileRole.GRAPH, 23L));
    }

    public static ModelSpec.TextEmbedding embeddingSpec() {
        return new ModelSpec.TextEmbedding(new TextInput(512, 30_522), "last_hidden_state", Pooling.MEAN, true, 384);
    }

    public static GraphSchema embeddingGraph() {
        return new GraphSchema(
                List.of(new TensorSchema("input_ids", TensorType.INT64, List.of(-1L, -1L))),
                List.of(new TensorSchema("last_hidden_state", TensorType.FP32, List.of(-1L, -1L, 384L))));
    }

    public static Provenance provenance() {
        return new Provenance(
                "a test",
                new TreeMap<>(Map.of("seed", "7")),
                Sha256.of(new byte[2]),
                "c",
                new Provenance.Comparison(3, 1e-6, 1e-4, false));
    }

    private static Manifest manifest(String version, ModelSpec spec, GraphSchema graph, Map<FileRole, Long> files) {
        return new Manifest(
                REF,
                new ModelVersion(version),
                CLOCK.instant(),
                spec,
                graph,
                files.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(file -> new ModelFile(
                                file.getKey(),
                                new ByteCount(file.getValue()),
                                Sha256.of(file.getKey().name().getBytes(StandardCharsets.UTF_8)),
                                Crc32c.of(file.getKey().name().getBytes(StandardCharsets.UTF_8))))
                        .toList(),
                new TreeMap<>(Map.of("accuracy", 0.97)),
                provenance());
    }
}
