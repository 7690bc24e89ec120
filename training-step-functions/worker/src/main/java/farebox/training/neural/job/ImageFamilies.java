package farebox.training.neural.job;

import farebox.kernel.InvalidRequest;
import farebox.training.neural.Inputs;
import farebox.training.neural.family.GivenWeights;
import farebox.training.neural.family.NeuralFamilies;
import farebox.training.neural.family.Transfer;
import farebox.training.neural.image.ChannelScale;
import farebox.training.neural.image.FrozenBackbone;
import farebox.training.onnx.Dimension;
import farebox.training.onnx.ElementType;
import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.Labels;
import farebox.training.onnx.OnnxGraph;
import farebox.training.onnx.Tensor;
import farebox.training.onnx.Value;
import farebox.training.progress.ProgressEvent.PhaseStarted;
import farebox.training.spec.TrainingSpec;
import farebox.training.spec.TrainingSpec.Backbone;
import farebox.training.tabular.Examples;
import farebox.training.tabular.Matrix;
import farebox.training.tabular.ParameterValues;
import farebox.training.tabular.TabularFamily;
import farebox.training.tabular.TabularModel;
import farebox.training.tabular.Task;
import farebox.training.tabular.TrainingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trains what a spec of images names: a network of its own, or a head on a given graph. */
final class ImageFamilies {
    static final int COLOURS = 3;
    private static final int USUAL_SIDE = 224;
    private static final long MAX_BACKBONE_BYTES = 1L << 30;

    private final TrainImages.Request request;
    private final TrainingContext context;
    private final List<String> labels;

    ImageFamilies(TrainImages.Request request, TrainingContext context, List<String> labels) {
        this.request = request;
        this.context = context;
        this.labels = labels;
    }

    /** The parameters of the family, those that the spec leaves out included. */
    ParameterValues parameters() {
        TrainingSpec spec = request.spec();
        return spec.family().equals(Transfer.NAME)
                ? ParameterValues.of(Transfer.NAME, Transfer.parameters(), spec.parameters())
                : ParameterValues.of(NeuralFamilies.ofImages(spec.family(), Optional.empty()), spec.parameters());
    }

    /** The graph that a spec of a transfer names. */
    static FrozenBackbone backbone(TrainImages.Request request) {
        TrainingSpec spec = request.spec();
        Backbone backbone = spec.backbone().orElseThrow();
        OnnxGraph graph = graph(request.folder(), backbone);
        List<Long> shape = graph.inputShape();
        if (shape.size() != 1 + COLOURS || graph.inputs().size() != 1) {
            throw new InvalidRequest(
                    "backbone.file: %s takes %s of shape %s; a backbone takes one input of four axes"
                            .formatted(backbone.file(), graph.inputs(), shape),
                    "backbone.file");
        }
        int own = shape.get(backbone.channelsLast() ? 1 : 2).intValue();
        Optional<Integer> asked = spec.image().flatMap(TrainingSpec.Image::side);
        if (own > 0 && asked.filter(side -> side != own).isPresent()) {
            throw new InvalidRequest(
                    "image.side: %s takes images of a side of %d only".formatted(backbone.file(), own), "image.side");
        }
        return FrozenBackbone.of(graph, backbone, own > 0 ? own : asked.orElse(USUAL_SIDE));
    }

    /** The side of the images that a backbone takes. */
    static int side(FrozenBackbone backbone) {
        return backbone.graph().inputShape().getLast().intValue();
    }

    private static OnnxGraph graph(Path folder, Backbone backbone) {
        Path file = folder.resolve(backbone.file());
        try {
            if (!Files.isRegularFile(file)) {
                throw new InvalidRequest(
                        "backbone.file: there is no file %s in the folder of the spec".formatted(backbone.file()),
                        "backbone.file");
            }
            if (Files.size(file) > MAX_BACKBONE_BYTES) {
                throw new InvalidRequest(
                        "backbone.file: %s has %d bytes, more than %d"
                                .formatted(backbone.file(), Files.size(file), MAX_BACKBONE_BYTES),
                        "backbone.file");
            }
            return OnnxGraph.parse(Files.readAllBytes(file));
        } catch (IllegalArgumentException e) {
            throw new InvalidRequest("backbone.file: %s is no ONNX model".formatted(backbone.file()), "backbone.file");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ImageClassifier transfer(FrozenBackbone backbone, LabelledImages images) {
        TabularModel head =
                new Transfer(backbone, context).train(images.images(), images.classes(), labels.size(), parameters());
        return new ImageClassifier(
                ChannelScale.none(COLOURS),
                backbone.withHead(head, labels),
                given -> head.predict(backbone.featuresOf(given)));
    }

    ImageClassifier network(LabelledImages images) {
        TrainingSpec spec = request.spec();
        Optional<GivenWeights> start =
                spec.backbone().map(backbone -> new GivenWeights(graph(request.folder(), backbone), backbone.file()));
        TabularFamily family = NeuralFamilies.ofImages(spec.family(), start);
        ChannelScale scale = ChannelScale.of(images.images());
        Inputs.Numbers scaled = scale.apply(images.images());
        Map<String, Object> given = new HashMap<>(spec.parameters());
        given.put(NeuralFamilies.CHANNELS, (int) scaled.sizes().first());
        context.progress().report(new PhaseStarted("fit " + family.name()));
        TabularModel model = family.train(
                new Examples(matrix(scaled), images.targets(), new Task.Classification(labels.size())),
                ParameterValues.of(family, given),
                context);
        return new ImageClassifier(scale, graph(model, scaled), each -> model.predict(matrix(each)));
    }

    private OnnxGraph graph(TabularModel model, Inputs.Numbers images) {
        GraphBuilder graph = new GraphBuilder("images");
        Dimension count = Dimension.free("images");
        List<Long> axes = images.sizes().axes();
        Value image = graph.input(
                FrozenBackbone.IMAGE,
                ElementType.FLOAT,
                count,
                Dimension.fixed(axes.get(0)),
                Dimension.fixed(axes.get(1)),
                Dimension.fixed(axes.get(2)));
        Value rows = graph.apply(
                "Reshape",
                image,
                graph.constant("row", Tensor.vector(-1, images.sizes().count())));
        Labels.classify(graph, model.export(graph, rows), labels, count);
        return graph.build();
    }

    private static Matrix matrix(Inputs.Numbers images) {
        return Matrix.of(
                Math.toIntExact(images.sizes().count()), images.values().clone());
    }
}
