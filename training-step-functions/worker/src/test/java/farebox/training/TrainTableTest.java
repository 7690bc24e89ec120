package farebox.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.InvalidRequest;
import farebox.training.TrainingResult.NotPromoted;
import farebox.training.TrainingResult.Trained;
import farebox.training.data.DataLimits;
import farebox.training.progress.Progress;
import farebox.training.progress.ProgressEvent;
import farebox.training.progress.ProgressEvent.SchemaRead;
import farebox.training.progress.SchemaColumn;
import farebox.training.progress.SchemaColumn.CategoryCount;
import farebox.training.progress.StopSignal;
import farebox.training.spec.SpecReader;
import farebox.training.spec.TrainingSpec;
import farebox.training.tabular.linear.LinearFamily;
import farebox.training.tabular.linear.LogisticFamily;
import farebox.training.tabular.svm.SvmFamily;
import farebox.training.tabular.tree.DecisionTreeFamily;
import farebox.training.testdata.Datasets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TrainTableTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    private final TrainTable train = new TrainTable(
            List.of(new LinearFamily(), new LogisticFamily(), new SvmFamily(), new DecisionTreeFamily()),
            DataLimits.ofHeap(1 << 28),
            2,
            CLOCK);
    private final List<ProgressEvent> events = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void run_iris_givesAModelWithItsCardAndArtifact() {
        Trained trained = (Trained) example("iris", "auto", "");

        ModelArtifact.Spec.TabularClassification served =
                (ModelArtifact.Spec.TabularClassification) trained.artifact().spec();
        assertThat(served.scores().labels()).containsExactly("setosa", "versicolor", "virginica");
        assertThat(served.columns())
                .extracting(ModelArtifact.Column::name)
                .containsExactly("sepal_length", "sepal_width", "petal_length", "petal_width");
        assertThat(trained.artifact().training())
                .containsEntry("seed", "7")
                .containsKeys("family", "spec_sha256", "data_sha256");
        assertThat(trained.artifact().metrics().get("accuracy")).isGreaterThan(0.9);
        assertThat(trained.graph().outputs()).containsExactly("label", "probabilities");
        assertThat(trained.card().leaderboard()).hasSizeGreaterThan(5);
        assertThat(trained.card().graph().largestDifference()).isLessThan(1e-4);
        assertThat(trained.card().graph().comparedRows()).isEqualTo(150);
        assertThat(trained.card().importance().getFirst().column()).startsWith("petal");
        assertThat(trained.card().classes().confusion()).hasSize(3);
        assertThat(events).hasAtLeastOneElementOfType(ProgressEvent.TrialFinished.class);
    }

    @Test
    void run_regression_givesAValue() {
        Trained trained = (Trained) example("diabetes", "linear", "");

        assertThat(trained.graph().outputs()).containsExactly("value");
        assertThat(trained.artifact().spec()).isInstanceOf(ModelArtifact.Spec.TabularRegression.class);
        assertThat(trained.artifact().metrics()).containsKeys("rmse", "mae", "r2");
    }

    @Test
    void run_showsTheSchemaThatItInfers() throws IOException {
        surveyed();

        run("{\"data\": \"data.csv\", \"target\": \"y\", \"family\": \"decision_tree\"}", folder);

        assertThat(schema())
                .containsExactly(
                        new SchemaColumn("size", "number", SchemaColumn.FEATURE, false, 1, List.of()),
                        new SchemaColumn("grade", "number", SchemaColumn.FEATURE, false, 0, List.of()),
                        new SchemaColumn(
                                "plan",
                                "category",
                                "has one value only",
                                false,
                                0,
                                List.of(new CategoryCount("basic", 40))),
                        SchemaColumn.labels("y", List.of(new CategoryCount("no", 20), new CategoryCount("yes", 20))));
    }

    @Test
    void run_takesTheTypesThatTheSpecDeclaresInPlaceOfTheInferredOnes() throws IOException {
        surveyed();

        Trained trained = (Trained) run("""
                {"data": "data.csv", "target": "y", "family": "decision_tree",
                 "columns": {"grade": "category", "size": "ignore"}}""", folder);

        assertThat(schema())
                .contains(
                        new SchemaColumn(
                                "grade",
                                "category",
                                SchemaColumn.FEATURE,
                                true,
                                0,
                                List.of(new CategoryCount("1", 20), new CategoryCount("2", 20))),
                        new SchemaColumn("size", "ignore", "is ignored", true, 0, List.of()));
        assertThat(trained.graph().inputs()).containsExactly("grade");
    }

    /** A value that is missing, a grade in figures, a column of one value. */
    private void surveyed() throws IOException {
        StringBuilder text = new StringBuilder("size,grade,plan,y\n,1,basic,no\n");
        for (int i = 1; i < 40; i++) {
            text.append(i).append(',').append(i % 2 + 1).append(",basic,").append(i % 2 == 0 ? "no\n" : "yes\n");
        }
        Files.writeString(folder.resolve("data.csv"), text);
    }

    private List<SchemaColumn> schema() {
        return events.stream()
                .filter(SchemaRead.class::isInstance)
                .map(SchemaRead.class::cast)
                .findFirst()
                .orElseThrow()
                .columns();
    }

    @Test
    void run_sameSeed_givesTheSameGraph() {
        Trained first = (Trained) example("wine", "auto", "");
        Trained second = (Trained) example("wine", "auto", "");

        assertThat(first.graph().toBytes()).isEqualTo(second.graph().toBytes());
        assertThat(first.artifact()).isEqualTo(second.artifact());
    }

    @Test
    void run_metricBelowTheGate_isNotPromoted() {
        NotPromoted refused =
                (NotPromoted) example("iris", "logistic", "\"gate\": {\"accuracy\": 1.0, \"log_loss\": 0.0001},");

        assertThat(refused.reasons()).anyMatch(reason -> reason.contains("log_loss") && reason.contains("maximum"));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
            ''                       | y     | the file is empty
            a,y                      | y     | empty
            a,y;1,x;2,x              | y     | one class only
            a,y;1,x;2,y              | z     | there is no target column "z"
            a,y;1,x;2,               | y     | line 3: y is missing
            a,y;1,x;2                | y     | line 3: 1 value
            y,z;1,3;2,3              | y     | no column besides y
            """)
    void run_dataThatNothingCanBeLearnedFrom_isRefused(String rows, String target, String message) throws IOException {
        String[] lines = rows.split(";", -1);
        String body = Arrays.stream(lines).skip(1).limit(1).collect(Collectors.joining());
        StringBuilder text = new StringBuilder(String.join("\n", lines));
        for (int i = 0; i < 12 && lines.length > 2; i++) {
            text.append('\n').append(body);
        }
        Files.writeString(folder.resolve("data.csv"), text);

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> run("{\"data\": \"data.csv\", \"target\": \"" + target + "\"}", folder))
                .withMessageContaining(message);
    }

    @Test
    void run_tenThousandClasses_areRefused() throws IOException {
        StringBuilder text = new StringBuilder("a,city\n");
        for (int i = 0; i < 20_000; i++) {
            text.append(i).append(",city").append(i % 10_000).append('\n');
        }
        Files.writeString(folder.resolve("data.csv"), text);

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> run("{\"data\": \"data.csv\", \"target\": \"city\"}", folder))
                .withMessageContaining("city has 10000 classes");
    }

    @Test
    void run_tenThousandCategories_keepTheMostFrequent() throws IOException {
        StringBuilder text = new StringBuilder("city,a,y\n");
        for (int i = 0; i < 30_000; i++) {
            text.append("city")
                    .append(i % 10_000)
                    .append(',')
                    .append(i % 7)
                    .append(',')
                    .append(i % 7 > 3 ? "x" : "z")
                    .append('\n');
        }
        Files.writeString(folder.resolve("data.csv"), text);

        TrainingResult result = run(
                "{\"data\": \"data.csv\", \"target\": \"y\", \"family\": \"decision_tree\", \"features\": {\"max_categories\": 5}}",
                folder);

        assertThat(((Trained) result).artifact().metrics().get("accuracy")).isGreaterThan(0.99);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            "family": "linear"                                       | family linear does not do classification
            "family": "mlp"                                          | family mlp is unknown to this worker
            "family": "svm", "parameters": {"kost": 1}               | parameters.kost
            "family": "svm", "parameters": {"cost": -1}              | parameters.cost
            "parameters": {"cost": 1}                                | parameters
            "metrics": ["rmse"]                                      | rmse
            "columns": {"petals": "number"}                          | columns.petals
            """)
    void run_specThatDoesNotFitTheData_namesTheField(String field, String message) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> run(
                        "{\"data\": \"iris.csv\", \"target\": \"species\", " + field + "}", Datasets.folder("iris")))
                .withMessageContaining(message);
    }

    @Test
    void run_budgetThatEndsBeforeOneCandidateIsMeasured_isRefused() {
        AtomicLong calls = new AtomicLong();
        InstantSource ticking = () -> Instant.EPOCH.plusMillis(calls.incrementAndGet());
        TrainTable hurried = new TrainTable(List.of(new LogisticFamily()), DataLimits.ofHeap(1 << 28), 1, ticking);
        TrainingSpec spec = new SpecReader()
                .read(
                        "{\"data\": \"iris.csv\", \"target\": \"species\", \"budget\": {\"seconds\": 0.002}}",
                        "training.json");

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> hurried.run(
                        new TrainTable.Request(spec, Datasets.folder("iris"), Progress.NONE, StopSignal.NEVER)))
                .withMessageContaining("budget.seconds is too short");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0,5    | x has numbers such as "0,5"; write them as 1234.5
            $1,200 | x has numbers such as "$1,200"; write them as 1234.5
            id     | x has 30 different texts in 30 rows, as a name or an identifier has
            """)
    void run_withoutAColumnToLearnFrom_saysWhy(String text, String reason) throws IOException {
        assertRefused("x;y\n", row -> text + (row == 0 ? "" : row) + ";" + row % 2 + "\n", reason);
    }

    /** The binding for Java and the graph disagree about the bytes of these characters. */
    @ParameterizedTest
    @ValueSource(strings = {"x,y", "\uD83D\uDE00 x,y"})
    void run_charactersThatNoServedGraphReads_areNamed(String header) throws IOException {
        assertRefused(
                header + "\n",
                row -> (header.startsWith("x") ? List.of("\uD83D\uDE00", "b").get(row % 2) : row) + "," + row % 2
                        + "\n",
                "a character such as an emoji, which no served graph reads");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            q,y;1,0     | test.csv has no such column
            x,y;oops,0  | test.csv, line 2: x is "oops"
            """)
    void run_testRowsThatDoNotFit_areRefusedByFile(String test, String message) throws IOException {
        Files.writeString(folder.resolve("train.csv"), rows("x,y\n", row -> row + "," + row % 2 + "\n"));
        Files.writeString(folder.resolve("test.csv"), test.replace(';', '\n') + "\n");

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> run(
                        "{\"data\": {\"train\": \"train.csv\", \"test\": \"test.csv\"}, \"target\": \"y\"}", folder))
                .withMessageContaining(message);
    }

    private void assertRefused(String header, IntFunction<String> row, String message) throws IOException {
        Files.writeString(folder.resolve("data.csv"), rows(header, row));

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> run("{\"data\": \"data.csv\", \"target\": \"y\"}", folder))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.detail()).doesNotContain("[", "="));
    }

    private static String rows(String header, IntFunction<String> row) {
        return IntStream.range(0, 30).mapToObj(row).collect(Collectors.joining("", header, ""));
    }

    private TrainingResult example(String name, String family, String more) {
        TrainingSpec spec = Datasets.spec(name);
        return run(
                "{\"data\": \"%s\", \"target\": \"%s\", %s \"family\": \"%s\", \"seed\": 7}"
                        .formatted(spec.data().train(), spec.target(), more, family),
                Datasets.folder(name));
    }

    private TrainingResult run(String spec, Path data) {
        Progress progress = event -> {
            synchronized (events) {
                events.add(event);
            }
        };
        return train.run(
                new TrainTable.Request(new SpecReader().read(spec, "training.json"), data, progress, StopSignal.NEVER));
    }
}
