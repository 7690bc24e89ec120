package farebox.training.neural.job;

import farebox.kernel.InvalidRequest;
import farebox.training.Baseline;
import farebox.training.Digests;
import farebox.training.GraphCompression;
import farebox.training.ModelArtifact;
import farebox.training.TestPredictions;
import farebox.training.TrainingResult;
import farebox.training.TrainingResult.Trained;
import farebox.training.card.ModelCard;
import farebox.training.data.DataLimits;
import farebox.training.data.LabelledFolder;
import farebox.training.data.LabelledFolder.Labelled;
import farebox.training.evaluation.Metric;
import farebox.training.evaluation.Scored;
import farebox.training.export.GraphReport;
import farebox.training.features.Target;
import farebox.training.neural.family.Transfer;
import farebox.training.neural.image.FrozenBackbone;
import farebox.training.neural.image.ImageReader;
import farebox.training.onnx.Labels;
import farebox.training.progress.Deadline;
import farebox.training.progress.Progress;
import farebox.training.progress.ProgressEvent.PhaseStarted;
import farebox.training.progress.StopSignal;
import farebox.training.search.Folds;
import farebox.training.spec.TrainingSpec;
import farebox.training.tabular.Task;
import farebox.training.tabular.TrainingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trains a classifier of images that lie in a folder for each label. */
public final class TrainImages {
    private final DataLimits limits;
    private final InstantSource clock;

    public TrainImages(DataLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * @param folder where the files of the spec lie
     * @param checkpoints where the training keeps its state, if it is to survive its process
     */
    public record Request(
            TrainingSpec spec, Path folder, Progress progress, StopSignal interrupted, Optional<Path> checkpoints) {}

    /** Images to learn from and to test on, and the names of their classes. */
    private record Data(LabelledImages train, LabelledImages test, List<String> labels) {}

    /** @throws InvalidRequest naming what is wrong with the spec, a file or an image */
    public TrainingResult run(Request request) {
        TrainingSpec spec = request.spec();
        StopSignal stop =
                new Deadline(request.interrupted(), clock, spec.budget().time());
        request.progress().report(new PhaseStarted("read"));
        Optional<FrozenBackbone> backbone =
                spec.family().equals(Transfer.NAME) ? Optional.of(ImageFamilies.backbone(request)) : Optional.empty();
        Data data = read(request, backbone);
        TrainingContext context = new TrainingContext(
                TrainingContext.random(spec.seed()), request.progress(), stop, request.checkpoints());
        ImageFamilies families = new ImageFamilies(request, context, data.labels());
        ImageClassifier classifier =
                backbone.isPresent() ? families.transfer(backbone.get(), data.train()) : families.network(data.train());
        request.progress().report(new PhaseStarted("evaluate"));
        return new Acceptance(spec.gate(), request.progress())
                .of(
                        classifier.graph(),
                        spec.compression().map(asked -> new GraphCompression(asked, spec.family())),
                        graph -> reviewed(request, data, classifier.withGraph(graph), families));
    }

    private Data read(Request request, Optional<FrozenBackbone> backbone) {
        TrainingSpec spec = request.spec();
        TrainingSpec.Image image = spec.image().orElseThrow();
        ImageReader reader = new ImageReader(limits.maxValues());
        LabelledFolder folder =
                ImageReader.list(request.folder().resolve(spec.data().train()));
        int side = backbone.map(ImageFamilies::side).or(image::side).orElseGet(() -> ImageReader.side(folder));
        Optional<Integer> channels = backbone.isPresent() ? Optional.of(ImageFamilies.COLOURS) : image.channels();
        LabelledImages all = LabelledImages.of(folder, reader.read(folder, side, channels), folder.labels());
        request.progress().report(all.schema(spec.data().train()));
        if (spec.data().test().isPresent()) {
            LabelledFolder tests =
                    ImageReader.list(request.folder().resolve(spec.data().test().get()));
            Optional<Integer> same =
                    Optional.of(Math.toIntExact(all.images().sizes().first()));
            return new Data(
                    all, LabelledImages.of(tests, reader.read(tests, side, same), folder.labels()), folder.labels());
        }
        Target target = new Target.Labels(folder.labels(), all.targets());
        Folds.Split split = Folds.holdOut(target, spec.split().test(), TrainingContext.random(spec.seed()));
        return new Data(all.select(split.train()), all.select(split.test()), folder.labels());
    }

    private static Trained reviewed(Request request, Data data, ImageClassifier classifier, ImageFamilies families) {
        TrainingSpec spec = request.spec();
        LabelledImages test = data.test();
        double[][] trained = classifier.predict(test.images());
        ImageClassifier.Served served = classifier.serve(test.images(), trained);
        Scored scored = new Scored(
                served.probabilities(),
                test.targets(),
                new Task.Classification(data.labels().size()));
        JobDescriptions descriptions = JobDescriptions.of(
                spec,
                families.parameters().values(),
                Digests.sha256(data.train().files().stream().map(Labelled::file).toList()));
        return new Trained(
                new TrainingResult.Model(
                        classifier.graph(),
                        Optional.empty(),
                        List.of(),
                        Optional.of(Baseline.ofImages(data.train().brightness(), scored, data.labels())),
                        descriptions.artifact(served(classifier, data), Metric.measureAll(scored))),
                descriptions.card(
                        new JobDescriptions.Amounts(data.train().count(), test.count()),
                        classifier(request, data, classifier, scored),
                        GraphReport.of(classifier.graph(), served.parity(), served.latency())),
                Optional.of(new TestPredictions(
                        row -> item(data, row),
                        served.parity().holds() ? trained : served.probabilities(),
                        data.labels())));
    }

    private static JobDescriptions.Classifier classifier(
            Request request, Data data, ImageClassifier classifier, Scored scored) {
        LabelledImages test = data.test();
        ImageProbing probing = new ImageProbing(
                classifier, test.images(), test.targets(), data.labels().size());
        List<Long> axes = test.images().sizes().axes();
        return new JobDescriptions.Classifier(
                "image-classification",
                request.spec().target(),
                new ModelCard.Input(
                        "image", "%d × %d pixels, %d channels".formatted(axes.get(1), axes.get(2), axes.get(0))),
                data.labels(),
                scored,
                List.of(),
                probing.contributions(),
                probing.robustness(TrainingContext.random(request.spec().seed())));
    }

    private static ModelArtifact.Spec served(ImageClassifier classifier, Data data) {
        int side = Math.toIntExact(data.test().images().sizes().last());
        return new ModelArtifact.Spec.ImageClassification(
                ModelArtifact.Image.square(
                        FrozenBackbone.IMAGE,
                        side,
                        classifier.scale().mean(),
                        classifier.scale().deviation()),
                ModelArtifact.Scores.ofProbabilities(Labels.PROBABILITIES, data.labels()));
    }

    /** An image as a request carries it. */
    private static TestPredictions.Item item(Data data, int row) {
        try {
            Labelled file = data.test().files().get(row);
            return new TestPredictions.Item(
                    Map.of("image", Base64.getEncoder().encodeToString(Files.readAllBytes(file.file()))), file.label());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
