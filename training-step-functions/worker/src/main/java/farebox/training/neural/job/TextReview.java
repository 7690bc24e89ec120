package farebox.training.neural.job;

import farebox.training.Baseline;
import farebox.training.ModelArtifact;
import farebox.training.TestPredictions;
import farebox.training.TrainingResult;
import farebox.training.TrainingResult.Trained;
import farebox.training.card.ModelCard;
import farebox.training.evaluation.Metric;
import farebox.training.evaluation.Scored;
import farebox.training.export.GraphReport;
import farebox.training.export.Parity;
import farebox.training.onnx.Labels;
import farebox.training.onnx.OnnxGraph;
import farebox.training.tabular.Task;
import farebox.training.tabular.TrainingContext;
import farebox.training.text.ServedTexts;
import farebox.training.text.Texts;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Measures a graph of a classifier of texts on the texts that it did not learn from, and describes it. */
record TextReview(TextSearch.Choice choice, String dataSha256, LabelledTexts.Split split) {
    Trained of(ClassifierOfTexts classifier, OnnxGraph graph) {
        Texts test = split.test();
        double[][] predictions = classifier.trainer().apply(test.texts());
        ServedTexts served = classifier.server().apply(graph, test.texts());
        Parity parity = Parity.compare(predictions, served.probabilities());
        Scored scored = new Scored(
                served.probabilities(),
                Arrays.stream(test.classes()).asDoubleStream().toArray(),
                new Task.Classification(test.labels().size()));
        GraphReport report = GraphReport.of(graph, parity, served.latency());
        return new Trained(
                model(classifier, graph, scored),
                card(classifier, scored, report),
                Optional.of(new TestPredictions(
                        test::item, parity.holds() ? predictions : served.probabilities(), test.labels())));
    }

    private JobDescriptions descriptions() {
        return JobDescriptions.of(choice.spec(), dataSha256);
    }

    private TrainingResult.Model model(ClassifierOfTexts classifier, OnnxGraph graph, Scored scored) {
        List<String> labels = split.test().labels();
        ModelArtifact.Scores scores = ModelArtifact.Scores.ofProbabilities(Labels.PROBABILITIES, labels);
        return new TrainingResult.Model(
                graph,
                Optional.of(classifier.tokenizerJson()),
                List.of(),
                Optional.of(Baseline.ofTexts(
                        split.training().texts().stream().mapToInt(classifier.tokenCount()), scored, labels)),
                descriptions()
                        .artifact(
                                new ModelArtifact.Spec.TextClassification(classifier.input(), scores),
                                Metric.measureAll(scored)));
    }

    private ModelCard card(ClassifierOfTexts classifier, Scored scored, GraphReport report) {
        Texts test = split.test();
        return descriptions()
                .card(
                        new JobDescriptions.Amounts(
                                split.training().texts().size(), test.texts().size()),
                        new JobDescriptions.Classifier(
                                "text-classification",
                                choice.spec().target(),
                                new ModelCard.Input(choice.spec().text(), "text"),
                                test.labels(),
                                scored,
                                choice.leaderboard(),
                                new WordOcclusion(classifier.trainer()).contributions(test.texts()),
                                new WordNoise(classifier.trainer())
                                        .robustness(
                                                test,
                                                TrainingContext.random(
                                                        choice.spec().seed()))),
                        report);
    }
}
