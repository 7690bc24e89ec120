package farebox.bench;

import farebox.kernel.ModelName;
import farebox.kernel.ModelVersion;
import farebox.kernel.Sha256;
import farebox.models.EmbeddingModel;
import farebox.models.FileRole;
import farebox.models.Manifest;
import farebox.models.ModelFile;
import farebox.models.ModelRef;
import farebox.models.Provenance;
import farebox.models.cache.OpenModel;
import farebox.models.onnx.Natives;
import farebox.models.onnx.OnnxOpener;
import farebox.models.publish.BundledModel;
import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
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

    /** Written out, because reading one is not what is measured; size and digest are the loader's matter. */
    private static Manifest manifest() {
        return new Manifest(
                new ModelRef(ModelRef.PUBLIC, new ModelName("bench")),
                new ModelVersion("v-bench"),
                Instant.EPOCH,
                BundledModel.allMiniLmL6V2().spec(),
                new GraphSchema(
                        Stream.of("input_ids", "attention_mask", "token_type_ids")
                                .map(name -> new TensorSchema(name, TensorType.INT64, List.of(-1L, -1L)))
                                .toList(),
                        List.of(new TensorSchema("last_hidden_state", TensorType.FP32, List.of(-1L, -1L, 384L)))),
                Arrays.stream(FileRole.values())
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
