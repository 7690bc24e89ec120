package farebox.bench;

import farebox.kernel.ModelName;
import farebox.kernel.ModelVersion;
import farebox.kernel.Sha256;
import farebox.models.EmbeddingModel;
import farebox.models.Manifest;
import farebox.models.ModelFile;
import farebox.models.ModelRef;
import farebox.models.ModelSpec;
import farebox.models.Pooling;
import farebox.models.Provenance;
import farebox.models.TextInput;
import farebox.models.cache.OpenModel;
import farebox.models.onnx.Natives;
import farebox.models.onnx.OnnxOpener;
import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The part of the function's start that {@link PlainDjlProcess} does as well: a process that opens the published model
 * from disk and embeds one text. Arguments: the unpacked function, a folder with the files of the model, and a text.
 */
final class OpenModelProcess {
    private OpenModelProcess() {}

    public static void main(String[] arguments) {
        Natives.use(Path.of(arguments[0]));
        try (OpenModel opened = new OnnxOpener().open(Path.of(arguments[1]), manifest())) {
            EmbeddingModel model = (EmbeddingModel) opened;
            System.out.println(model.embed(model.tokenize(arguments[2])).length);
        }
    }

    /**
     * Written out, because reading one is not what is measured, and the packaged function has no code that publishes;
     * size and digest are the loader's matter.
     */
    private static Manifest manifest() {
        ModelSpec spec =
                new ModelSpec.TextEmbedding(new TextInput(512, 30_522), "last_hidden_state", Pooling.MEAN, true, 384);
        return new Manifest(
                new ModelRef(ModelRef.PUBLIC, new ModelName("bench")),
                new ModelVersion("v-bench"),
                Instant.EPOCH,
                spec,
                new GraphSchema(
                        Stream.of("input_ids", "attention_mask", "token_type_ids")
                                .map(name -> new TensorSchema(name, TensorType.INT64, List.of(-1L, -1L)))
                                .toList(),
                        List.of(new TensorSchema("last_hidden_state", TensorType.FP32, List.of(-1L, -1L, 384L)))),
                spec.roles().stream()
                        .map(role -> ModelFile.of(role, new byte[1]))
                        .toList(),
                new TreeMap<>(),
                new Provenance(
                        "bench",
                        new TreeMap<>(),
                        Sha256.of(new byte[0]),
                        "none",
                        new Provenance.Comparison(0, 0, 0, false)));
    }
}
