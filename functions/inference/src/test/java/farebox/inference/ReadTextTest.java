package farebox.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.inference.DetectObjects.Box;
import farebox.kernel.Deadline;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Meter;
import farebox.kernel.MovableClock;
import farebox.kernel.TenantId;
import farebox.models.ModelCard;
import farebox.models.ModelSpec;
import farebox.models.Selector;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PP-OCR's own graphs, on text that is drawn here. */
class ReadTextTest {
    private static PaddleOcr graphs;
    private final MovableClock clock = new MovableClock();

    @BeforeAll
    static void open(@TempDir Path folder) {
        graphs = PaddleOcr.open(folder);
    }

    @AfterAll
    static void close() {
        graphs.close();
    }

    @Test
    void text_isReadInItsOrder() {
        Reading reading = read(image(640, 320, canvas -> {
            canvas.drawString("Invoice 2024-117", 40, 80);
            canvas.drawString("Total", 40, 240);
            canvas.drawString("149.90 EUR", 340, 240);
        }));

        assertThat(reading.text()).isEqualTo("Invoice 2024-117\nTotal 149.90 EUR");
        assertThat(reading.lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line.score()).isBetween(0.8, 1.0));
    }

    @Test
    void aBox_liesAroundItsLine() {
        Box box = read(image(640, 320, canvas -> canvas.drawString("HELLO", 200, 200)))
                .lines()
                .getFirst()
                .box();

        assertThat(box.xMin()).isBetween(180, 205);
        assertThat(box.xMax()).isBetween(325, 380);
        assertThat(box.yMin()).isBetween(150, 172);
        assertThat(box.yMax()).isBetween(198, 225);
    }

    @Test
    void aLineThatLeans_isReadAsOneThatDoesNot() {
        Reading reading = read(image(640, 480, canvas -> {
            canvas.rotate(Math.toRadians(12), 320, 240);
            canvas.drawString("Leaning letters", 120, 240);
        }));

        assertThat(reading.text()).isEqualTo("Leaning letters");
    }

    @Test
    void aLargeImage_isReduced_andItsBoxesAreInItsOwnPixels() {
        Reading reading = read(image(2_400, 1_800, canvas -> {
            canvas.scale(3, 3);
            canvas.drawString("Large print", 400, 400);
        }));

        assertThat(reading.text()).isEqualTo("Large print");
        assertThat(reading.lines().getFirst().box().xMin()).isBetween(1_130, 1_215);
    }

    @Test
    void anEmptyPage_hasNoText() {
        assertThat(read(image(320, 320, _ -> {})).text()).isEmpty();
    }

    @Test
    void images_areMeteredEach() {
        byte[] empty = image(64, 64, _ -> {});

        ReadText.Readings readings = run(List.of(empty, empty, empty));

        assertThat(readings.list()).hasSize(3);
        assertThat(readings.amounts().of(Meter.IMAGES)).isEqualTo(3);
    }

    @Test
    void whatIsNoImage_isRefused() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> run(List.of(new byte[] {1, 2, 3})))
                .withMessageContaining("PNG");
    }

    private Reading read(byte[] image) {
        return run(List.of(image)).list().getFirst();
    }

    private ReadText.Readings run(List<byte[]> images) {
        InMemoryModels models = new InMemoryModels().add("ocr", graphs.spec(), graphs.schema(), graphs::model);
        ModelCard card = models.find(InMemoryModels.ref("public", "ocr"), Selector.champion())
                .orElseThrow();
        ModelCall call = new ModelCall(new TenantId("acme"), card, Deadline.after(Duration.ofSeconds(60), clock));
        return new ReadText(new ModelRuns(models, new Statistics(), clock))
                .run(call, (ModelSpec.ImageToText) card.spec(), images);
    }

    private static byte[] image(int width, int height, Consumer<Graphics2D> draw) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, width, height);
        canvas.setColor(Color.BLACK);
        canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 44));
        canvas.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        draw.accept(canvas);
        canvas.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}
