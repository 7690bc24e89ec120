package farebox.training.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training from texts, as a process under the container's contract. */
final class TextJobIT {
    private static final String SPEC =
            "{\"data\": \"book.txt\", \"family\": \"word_embeddings\", \"parameters\": {\"epochs\": 1, \"width\": 8}}";

    @TempDir
    private Path base;

    @Test
    void train_texts_leavesAModel() throws Exception {
        String book = Files.readString(Path.of("../examples/word-embeddings/moby-dick.txt"))
                .substring(0, 40_000);

        WorkerProcess.Ended ended = new WorkerProcess(base)
                .withFile("book.txt", book)
                .withFile("training.json", SPEC)
                .run();

        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(base.resolve("model"))
                .isDirectoryContaining("glob:**/model.onnx")
                .isDirectoryContaining("glob:**/model.json")
                .isDirectoryContaining("glob:**/card.html");
        assertThat(ended.output()).contains("\"phase\":\"fit word_embeddings\"");
    }

    @Test
    void train_badTexts_saysWhatToMend() throws Exception {
        WorkerProcess.Ended ended = new WorkerProcess(base)
                .withFile("book.txt", "too short")
                .withFile("training.json", SPEC)
                .run();

        assertThat(ended.code()).as(ended.output()).isEqualTo(TrainingJob.REFUSED);
        assertThat(base.resolve("output/failure"))
                .content()
                .isEqualTo("the text has 0 words that occur 5 times; embeddings need at least two");
        assertThat(base.resolve("model/model.json")).doesNotExist();
    }
}
