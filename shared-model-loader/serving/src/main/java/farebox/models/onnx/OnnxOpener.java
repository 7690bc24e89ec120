package farebox.models.onnx;

import ai.onnxruntime.OrtException;
import farebox.kernel.DataCorrupted;
import farebox.models.FileRole;
import farebox.models.Manifest;
import farebox.models.ModelSpec;
import farebox.models.cache.ModelOpener;
import farebox.models.cache.OpenModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Opens a converted graph. Sessions are made here and not by DJL's Criteria, which take options as text only, so that a
 * graph could not be mapped, and look into the folder for jars and settings to run.
 */
public final class OnnxOpener implements ModelOpener {
    @Override
    public OpenModel open(Path folder, Manifest manifest) {
        return switch (manifest.spec()) {
            case ModelSpec.TextEmbedding spec ->
                orClose(text(folder, manifest), text -> new OnnxEmbeddingModel(text, spec, batchesAlike(manifest)));
            case ModelSpec.TextClassification _, ModelSpec.TextGeneration _ -> text(folder, manifest);
            case ModelSpec.TabularClassification _, ModelSpec.TabularRegression _ ->
                orClose(graph(folder, manifest), graph -> table(folder, manifest, graph));
            case ModelSpec.ImageToText _ ->
                orClose(
                        graph(folder, manifest),
                        graph -> new OnnxReadingModel(graph, graph(folder, manifest, FileRole.RECOGNITION)));
            case ModelSpec.ImageClassification _ -> new OnnxBatchModel(graph(folder, manifest), batchesAlike(manifest));
            case ModelSpec.ObjectDetection _, ModelSpec.VoiceActivity _, ModelSpec.Sequence _, ModelSpec.Tensors _ ->
                graph(folder, manifest);
        };
    }

    /** What is made of a part, which is closed if that fails. */
    private static <P extends OpenModel, T> T orClose(P part, Function<P, T> make) {
        try {
            return make.apply(part);
        } catch (RuntimeException e) {
            part.close();
            throw e;
        }
    }

    private static OnnxModel graph(Path folder, Manifest manifest) {
        return graph(folder, manifest, FileRole.GRAPH);
    }

    private static OnnxModel graph(Path folder, Manifest manifest, FileRole role) {
        try {
            Path graph = folder.resolve(role.fileName());
            return new OnnxModel(manifest, OnnxSession.open(graph, SessionSettings.serving()));
        } catch (OrtException e) {
            throw new DataCorrupted(role.fileName() + " of " + manifest.ref() + " cannot be opened", e);
        }
    }

    private static boolean batchesAlike(Manifest manifest) {
        return manifest.provenance().comparison().batchesAlike();
    }

    private static OpenModel table(Path folder, Manifest manifest, OnnxModel graph) {
        if (manifest.find(FileRole.BACKGROUND).isEmpty()) {
            return graph;
        }
        try {
            return new OnnxTableModel(graph, Files.readAllBytes(folder.resolve(FileRole.BACKGROUND.fileName())));
        } catch (IOException e) {
            throw new DataCorrupted("the background of " + manifest.ref() + " cannot be read", e);
        }
    }

    /** Both at once: the tokenizer takes about as long as the graph, and a start has two cores. */
    private static OnnxTextModel text(Path folder, Manifest manifest) {
        Path file = folder.resolve(FileRole.TOKENIZER.fileName());
        CompletableFuture<TextTokenizer> tokenizer =
                CompletableFuture.supplyAsync(() -> TextTokenizer.open(file), OnnxOpener::besideTheGraph);
        try {
            return orClose(graph(folder, manifest), graph -> new OnnxTextModel(graph, opened(tokenizer)));
        } catch (RuntimeException e) {
            var _ = tokenizer.thenAccept(TextTokenizer::close);
            throw e;
        }
    }

    private static void besideTheGraph(Runnable task) {
        Thread.ofPlatform().daemon().name("tokenizer").start(task);
    }

    private static TextTokenizer opened(CompletableFuture<TextTokenizer> tokenizer) {
        try {
            return tokenizer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof DataCorrupted corrupted ? corrupted : e;
        }
    }
}
