package farebox.models.publish;

import farebox.models.FileRole;
import farebox.models.ModelSpec;
import farebox.models.registry.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Test models as folders, for clients that are not written in Java. */
public final class TestModelFolders {
    private TestModelFolders() {}

    private record Description(ModelSpec spec, String source) {}

    /** Writes {@code model.json} and {@code model.onnx} of each model below a folder: the only argument. */
    public static void main(String[] arguments) throws IOException {
        for (PublishRequest model : models()) {
            write(model, Path.of(arguments[0]).resolve(model.model().name().value()));
        }
    }

    static List<PublishRequest> models() {
        return List.of(
                TestModels.tabularClassifier("table"),
                TestModels.regressor("prices"),
                TestModels.imageClassifier("colours"),
                TestModels.textsAndCount("texts"),
                TestModels.sequence("sums"),
                TestModels.everyType("types"));
    }

    private static void write(PublishRequest model, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(
                folder.resolve("model.json"),
                StrictJson.write(new Description(model.spec(), model.origin().source())));
        Files.write(folder.resolve("model.onnx"), graph(model));
    }

    static byte[] graph(PublishRequest model) throws IOException {
        try (InputStream graph = model.file(FileRole.GRAPH).open()) {
            return graph.readAllBytes();
        }
    }
}
