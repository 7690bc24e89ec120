package farebox.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import farebox.kernel.Deadline;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Meter;
import farebox.kernel.MovableClock;
import farebox.kernel.TenantId;
import farebox.models.ModelCard;
import farebox.models.Selector;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ExplainTest {
    private static final List<String> COLUMNS = List.of("length", "width", "colour");

    private final MovableClock clock = new MovableClock();
    private final InMemoryModels models =
            InMemoryModels.withMini().add("table", TableModel.SPEC, TableModel.GRAPH, TableModel::new);
    private final Explain explain = new Explain(new ModelRuns(models, new Statistics(), clock));

    /** The model looks at the length alone: 1.5, and 0 or 2 in the background. */
    @Test
    void row_isExplainedByWhatItsColumnsAdd() {
        Explanation explanation = explain.row(call("table"), COLUMNS, _ -> this::mixed);

        double whole = sigmoid(1.5);
        double base = (sigmoid(0) + sigmoid(2)) / 2;
        assertThat(((Predictions.OfClass) explanation.prediction()).label()).isEqualTo("yes");
        assertThat(explanation.base()).isCloseTo(base, within(1e-6));
        assertThat(explanation.parts()).extracting(Explanation.Part::name).isEqualTo(COLUMNS);
        assertThat(explanation.parts().get(0).contribution()).isCloseTo(whole - base, within(1e-6));
        assertThat(explanation.parts().get(1).contribution()).isCloseTo(0, within(1e-6));
        assertThat(explanation.amounts().of(Meter.ROWS)).isEqualTo(1);
        assertThat(models.leases()).isZero();
    }

    @Test
    void row_ofTooManyColumns_isRefused() {
        List<String> many = IntStream.range(0, 101).mapToObj(i -> "c" + i).toList();

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> explain.row(call("table"), many, _ -> this::mixed))
                .withMessageContaining("up to 100 columns");
    }

    /** The model looks at the left half alone, which is white where the right one is black. */
    @Test
    void image_isExplainedByWhatItsRegionsAdd() throws IOException {
        BufferedImage image = new BufferedImage(28, 14, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < 14 * 14; pixel++) {
            image.setRGB(pixel % 14, pixel / 14, 0xffffff);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        models.add("halves", ImageModel.SPEC, ImageModel.GRAPH, ImageModel::new);

        Explanation explanation = explain.image(call("halves"), ImageModel.SPEC, png.toByteArray());

        assertThat(((Predictions.OfClass) explanation.prediction()).label()).isEqualTo("yes");
        assertThat(explanation.base()).isCloseTo(0.5, within(1e-6));
        assertThat(explanation.parts()).hasSize(49);
        assertThat(explanation.parts().getFirst().region()).contains(new Explanation.Region(0, 0, 4, 2));
        assertThat(explanation.parts().getFirst().contribution()).isCloseTo(0.5 * 2 / 49, within(1e-6));
        assertThat(explanation.parts().get(6).contribution()).isCloseTo(0, within(1e-6));
        assertThat(explanation.amounts().of(Meter.IMAGES)).isEqualTo(1);
        assertThat(models.leases()).isZero();
    }

    @Test
    void image_thatIsNone_isRefused() {
        models.add("halves", ImageModel.SPEC, ImageModel.GRAPH, ImageModel::new);

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> explain.image(call("halves"), ImageModel.SPEC, new byte[] {1, 2, 3}))
                .withMessageContaining("an image is a PNG, a JPEG or a WebP");
    }

    @Test
    void pieces_areWordsWithTheSpaceBehindThem_orSeveralOfMany() {
        TextPieces pieces = TextPieces.of("  one two\nthree");

        assertThat(pieces.list()).containsExactly("  ", "one ", "two\n", "three");
        assertThat(pieces.without(2)).isEqualTo("  one three");
        assertThat(TextPieces.of("word ".repeat(1_000)).list()).hasSize(64);
        assertThat(String.join("", TextPieces.of("a b ".repeat(99)).list())).isEqualTo("a b ".repeat(99));
    }

    /** The two rows of the background of {@link TableModel}. */
    private TableInput mixed(List<boolean[]> coalitions) {
        TableInput table = new TableInput(card("table"), 2 * coalitions.size());
        for (int row = 0; row < 2 * coalitions.size(); row++) {
            boolean[] members = coalitions.get(row / 2);
            float length = members[0] ? 1.5f : row % 2 * 2;
            table.put(row, "length", (ByteBuffer into) -> into.putFloat(length));
            table.put(row, "width", (ByteBuffer into) -> into.putFloat(1));
            table.put(row, "colour", "red".getBytes(StandardCharsets.UTF_8));
        }
        return table;
    }

    private ModelCall call(String model) {
        return new ModelCall(new TenantId("acme"), card(model), Deadline.after(Duration.ofSeconds(10), clock));
    }

    private ModelCard card(String model) {
        return models.find(InMemoryModels.ref("public", model), Selector.champion())
                .orElseThrow();
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
