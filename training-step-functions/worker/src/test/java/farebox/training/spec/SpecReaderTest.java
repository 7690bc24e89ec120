package farebox.training.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.InvalidRequest;
import farebox.training.spec.TrainingSpec.ColumnType;
import farebox.training.spec.TrainingSpec.Scale;
import farebox.training.spec.TrainingSpec.TaskChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpecReaderTest {
    private final SpecReader reader = new SpecReader();

    @Test
    void read_minimalSpec_fillsInTheDefaultsOfTheSchema() {
        TrainingSpec spec = read("{\"data\":\"iris.csv\",\"target\":\"species\",\"family\":\"auto\",\"seed\":7}");

        assertThat(spec.data().train()).isEqualTo("iris.csv");
        assertThat(spec.data().test()).isEmpty();
        assertThat(spec.choosesFamily()).isTrue();
        assertThat(spec.task()).isEqualTo(TaskChoice.AUTO);
        assertThat(spec.split()).isEqualTo(new TrainingSpec.Split(0.2, 5));
        assertThat(spec.budget().time()).isEqualTo(Duration.ofMinutes(5));
        assertThat(spec.seed()).isEqualTo(7);
    }

    @Test
    void read_fullSpec_keepsEveryField() {
        TrainingSpec spec = read("""
                {"data": {"train": "a.csv", "test": "b.csv", "format": "csv"}, "target": "y", "task": "regression",
                 "family": "ridge", "parameters": {"penalty": 0.5}, "columns": {"zip": "category"},
                 "features": {"impute": "median", "scale": "common", "max_categories": 10},
                 "split": {"test": 0.3, "folds": 3}, "budget": {"seconds": 1.5, "trials": 4, "instance": "ml.g5.xlarge"}, "metrics": ["mae"],
                 "gate": {"rmse": 54.5}, "seed": 1}
                """);

        assertThat(spec.data().test()).contains("b.csv");
        assertThat(spec.parameters()).containsEntry("penalty", 0.5);
        assertThat(spec.columns()).containsEntry("zip", ColumnType.CATEGORY);
        assertThat(spec.features().scale()).isEqualTo(Scale.COMMON);
        assertThat(spec.features().maxCategories()).isEqualTo(10);
        assertThat(spec.budget().time()).isEqualTo(Duration.ofMillis(1500));
        assertThat(spec.budget().instance()).contains("ml.g5.xlarge");
        assertThat(spec.gate()).containsEntry("rmse", 54.5);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            {"data":"a.csv","target":"y","epoch":3}                   | epoch
            {"data":"a.csv"}                                          | target
            {"data":"a.csv","target":7}                               | target
            {"data":"a.csv","target":"y","family":"forest"}           | family
            {"data":"a.csv","target":"y","split":{"test":0.9}}        | split.test
            {"data":"a.csv","target":"y","budget":{"seconds":0}}      | budget.seconds
            {"data":"a.csv","target":"y","budget":{"minutes":5}}      | minutes
            {"data":"a.csv","target":"y","budget":{"instance":"big"}} | budget.instance
            {"data":"a.csv","target":"y","gate":{"beauty":1}}         | beauty
            {"data":"../a.csv","target":"y"}                          | data
            {"data":"s3://bucket/a.csv","target":"y"}                 | data
            {"data":"/etc/passwd","target":"y"}                       | data
            {"data":"a.csv","target":"y","seed":1.5}                  | seed
            """)
    void read_faultySpec_namesTheField(String text, String field) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> read(text))
                .withMessageContaining("training.json")
                .withMessageContaining(field);
    }

    @Test
    void read_textThatIsNoJson_namesTheLine() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> read("{\"data\": \"a.csv\",\n \"target\" \"y\"}"))
                .withMessageContaining("training.json, line 2");
    }

    @Test
    void read_fieldGivenTwice_isRefused() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> read("{\"data\": \"a.csv\", \"target\": \"y\", \"target\": \"z\"}"))
                .withMessageContaining("target");
    }

    @Test
    void read_fileOfAnotherEncoding_isRefused(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("training.json"), new byte[] {'"', (byte) 0xff, '"'});

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> reader.read(file))
                .withMessageContaining("UTF-8");
    }

    private TrainingSpec read(String text) {
        return reader.read(text, "training.json");
    }
}
