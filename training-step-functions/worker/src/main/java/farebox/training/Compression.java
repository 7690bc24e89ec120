package farebox.training;

import farebox.kernel.InvalidRequest;
import farebox.training.ModelReview.Choice;
import farebox.training.ModelReview.Findings;
import farebox.training.card.ModelCard;
import farebox.training.data.Column;
import farebox.training.data.Table;
import farebox.training.export.FittedModel;
import farebox.training.features.Target;
import farebox.training.onnx.OnnxGraph;
import farebox.training.progress.Progress;
import farebox.training.progress.ProgressEvent.PhaseStarted;
import farebox.training.search.Candidate;
import farebox.training.search.LearningTable;
import farebox.training.spec.TrainingSpec;
import farebox.training.tabular.TrainingContext;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Makes a model smaller as its spec asks, and measures it before and after. */
final class Compression {
    /** Rows that a teacher labels, for each row of the training data. */
    private static final int COPIES = 5;

    /** The chance that a column of such a row comes from another row. */
    private static final double SWAPPED = 0.3;

    private final ModelReview review;
    private final LearningTable train;
    private final TrainingSpec.Compression spec;

    Compression(ModelReview review, LearningTable train, TrainingSpec.Compression spec) {
        this.review = review;
        this.train = train;
        this.spec = spec;
    }

    /** The smaller model, and how it compares with the larger one. */
    record Compressed(Choice choice, Findings findings, ModelCard.Compression comparison) {}

    /**
     * @param student what a distillation trains
     * @throws InvalidRequest if the method does not fit the model
     */
    Compressed of(Choice choice, Findings findings, Optional<Candidate> student, TrainingContext context) {
        context.progress().report(new PhaseStarted("compress " + spec.method().word()));
        Compressed compressed = switch (spec.method()) {
            case INT8, PRUNING -> changed(choice, findings, context.progress());
            case DISTILLATION -> distilled(choice, findings, student.orElseThrow(), context);
        };
        return compressed;
    }

    private Compressed changed(Choice choice, Findings before, Progress progress) {
        String family = choice.candidate().family().name();
        OnnxGraph graph = new GraphCompression(spec, family).smaller(before.graph());
        return compared(choice, before, review.review(choice, graph, progress));
    }

    private Compressed distilled(Choice teacher, Findings before, Candidate student, TrainingContext context) {
        Table rows = mixed(train.table(), context.random());
        LearningTable labelled = new LearningTable(rows, labelled(teacher.model(), rows), train.planner());
        Choice choice = new Choice(labelled.fit(student, context), student, teacher.board());
        return compared(choice, before, review.review(choice, context.progress()));
    }

    private Compressed compared(Choice choice, Findings before, Findings after) {
        return new Compressed(
                choice, after, new ModelCard.Compression(spec.method().word(), measured(before), measured(after)));
    }

    private static ModelCard.Compression.Measured measured(Findings findings) {
        return GraphCompression.measured(
                findings.evaluation().metrics(),
                findings.graph(),
                findings.report().latency().median().toNanos() / 1_000);
    }

    /**
     * The rows, and copies of them some of whose columns come from other rows (after Bucilă and others, Model
     * Compression, 2006), so that a student sees more of its teacher than the training data show.
     */
    private static Table mixed(Table table, RandomGenerator random) {
        int rows = table.rows();
        int[] own = IntStream.range(0, COPIES * rows).map(i -> i % rows).toArray();
        int[] other = random.ints(own.length, 0, rows).toArray();
        List<Column> columns = table.columns().stream()
                .map(column -> column.select(IntStream.range(0, own.length)
                        .map(i -> i >= rows && random.nextDouble() < SWAPPED ? other[i] : own[i])
                        .toArray()))
                .toList();
        return new Table(table.file(), columns, new long[own.length]);
    }

    private Target labelled(FittedModel teacher, Table rows) {
        double[][] predictions = teacher.predict(rows);
        double[] values = new double[predictions.length];
        for (int row = 0; row < values.length; row++) {
            values[row] = teacher.labels().isEmpty() ? predictions[row][0] : largest(predictions[row]);
        }
        return teacher.labels().isEmpty() ? new Target.Quantities(values) : new Target.Labels(teacher.labels(), values);
    }

    private static int largest(double[] values) {
        return IntStream.range(0, values.length).reduce(0, (best, i) -> values[i] > values[best] ? i : best);
    }
}
