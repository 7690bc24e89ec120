package farebox.models.onnx;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.repository.zoo.ZooModel;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import farebox.kernel.DataCorrupted;
import farebox.models.FileRole;
import farebox.models.Manifest;
import farebox.models.TokenIds;
import farebox.models.cache.ModelOpener;
import farebox.models.cache.OpenModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Opens a converted graph with DJL. The model is loaded through {@link Model} and not through DJL's Criteria: those
 * take options as text only, so a graph could not be mapped, and they look into the folder for jars and settings to
 * run.
 */
public final class OnnxOpener implements ModelOpener {
    @Override
    public OpenModel open(Path folder, Manifest manifest) {
        TextTokenizer tokenizer = TextTokenizer.open(folder.resolve(FileRole.TOKENIZER.fileName()));
        try {
            return new OnnxModel(manifest, graph(folder, manifest), tokenizer);
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    private static ZooModel<TokenIds, float[]> graph(Path folder, Manifest manifest) {
        Model model = OnnxEngine.newModel(manifest.ref().name().value());
        try (SessionOptions options = SessionSettings.serving()) {
            model.load(folder, FileRole.GRAPH.fileName(), Map.of("sessionOptions", options));
            return new ZooModel<>(model, new EmbeddingTranslator(manifest));
        } catch (IOException | MalformedModelException | OrtException | RuntimeException e) {
            model.close();
            throw new DataCorrupted("the graph of " + manifest.ref() + " cannot be opened", e);
        }
    }
}
