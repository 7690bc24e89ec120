package farebox.models.publish.onnx;

import ai.onnxruntime.OrtException;
import farebox.kernel.InvalidRequest;
import farebox.models.FileRole;
import farebox.models.ModelSpec;
import farebox.models.Provenance;
import farebox.models.onnx.OnnxEngine;
import farebox.models.onnx.OnnxSession;
import farebox.models.onnx.SessionSettings;
import farebox.models.publish.ModelConverter;
import farebox.models.publish.PublicationFolder;
import farebox.models.publish.PublishRequest;
import farebox.models.publish.Refusal;
import farebox.models.tensor.GraphSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Converts graphs with ONNX Runtime. */
public final class OnnxModelConverter implements ModelConverter {
    @Override
    public String converter() {
        OnnxEngine.start();
        return "ONNX Runtime " + OnnxEngine.environment().getVersion() + ", extended optimisation, ORT format";
    }

    @Override
    public Converted convert(Path graph, Path folder, PublishRequest request) {
        OnnxEngine.start();
        Converted first = convert(graph, FileRole.GRAPH, folder, request);
        if (!request.roles().contains(FileRole.RECOGNITION)) {
            return first;
        }
        Path second = folder.resolve(PublicationFolder.RECOGNITION);
        Converted recognition = convert(second, FileRole.RECOGNITION, folder, request.withoutSamples());
        return new Converted(first.graph(), first.comparison().and(recognition.comparison()));
    }

    private static Converted convert(Path graph, FileRole role, Path folder, PublishRequest request) {
        String name = graph.getFileName().toString();
        try {
            return opened(graph, role, folder, request);
        } catch (InvalidRequest e) {
            throw Refusal.in(name, e);
        } catch (OrtException e) {
            throw new InvalidRequest("ONNX Runtime does not open the graph: " + e.getCode(), name);
        } catch (IOException e) {
            throw new UncheckedIOException("a file of the publication cannot be read", e);
        }
    }

    private static Converted opened(Path graph, FileRole role, Path folder, PublishRequest request)
            throws OrtException, IOException {
        OnnxGraphValidator.check(graph);
        GraphSchema schema = schema(graph);
        requireFits(request.spec(), role, schema);
        Path servable = UnsignedInputs.servable(graph, schema);
        Path converted = folder.resolve(role.fileName());
        OnnxSession.open(servable, SessionSettings.converting(converted)).close();
        try (OnnxSession given = OnnxSession.open(servable, SessionSettings.asGiven());
                OnnxSession served = OnnxSession.open(converted, SessionSettings.serving())) {
            GraphComparison comparison = new GraphComparison(given, served, schema, request);
            SampleInputs samples = new SampleInputs(schema);
            return new Converted(
                    schema,
                    role == FileRole.RECOGNITION && request.spec() instanceof ModelSpec.ImageToText text
                            ? comparison.run(samples.of(text.recognition()))
                            : compare(comparison, samples, folder, request.spec()));
        }
    }

    /** What does not fit is as likely a fault of the spec. */
    private static void requireFits(ModelSpec spec, FileRole role, GraphSchema schema) {
        try {
            if (role == FileRole.RECOGNITION && spec instanceof ModelSpec.ImageToText text) {
                text.recognition().requireFits(schema);
            } else {
                spec.requireFits(schema);
            }
        } catch (InvalidRequest e) {
            throw Refusal.invalid("spec", PublicationFolder.MANIFEST, "spec", e.detail());
        }
    }

    private static GraphSchema schema(Path graph) throws OrtException {
        try (OnnxSession session = OnnxSession.open(graph, SessionSettings.asGiven())) {
            return session.schema();
        }
    }

    private static Provenance.Comparison compare(
            GraphComparison comparison, SampleInputs samples, Path folder, ModelSpec spec) throws IOException {
        Path tokenizer = folder.resolve(FileRole.TOKENIZER.fileName());
        return switch (spec) {
            case ModelSpec.TextEmbedding embedding -> {
                TextSamples texts = new TextSamples(embedding.text(), samples.graph());
                comparison.requireDimensions(texts.longest(), embedding);
                yield comparison.run(texts.of(tokenizer));
            }
            case ModelSpec.TextClassification classification -> {
                TextSamples texts = new TextSamples(classification.text(), samples.graph());
                comparison.requireTakes(texts.longest());
                yield comparison.run(texts.of(tokenizer));
            }
            case ModelSpec.ImageClassification classification -> comparison.run(samples.of(classification.image()));
            case ModelSpec.ImageToText text -> comparison.run(samples.of(text.detection()));
            case ModelSpec.ObjectDetection detection -> comparison.run(samples.of(detection.image()));
            case ModelSpec.VoiceActivity voice -> comparison.run(samples.of(voice.audio()));
            case ModelSpec.TextGeneration generation -> comparison.run(samples.of(generation.text()));
            case ModelSpec.TabularClassification _,
                    ModelSpec.TabularRegression _,
                    ModelSpec.Sequence _,
                    ModelSpec.Tensors _ -> comparison.run(samples.generated());
        };
    }
}
