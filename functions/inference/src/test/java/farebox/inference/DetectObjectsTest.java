package farebox.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import farebox.inference.DetectObjects.Box;
import farebox.inference.DetectObjects.Detections;
import farebox.inference.DetectObjects.Found;
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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** One grid of two by two cells, with one anchor in each, over an image of 200 by 100 pixels. */
final class DetectObjectsTest {
    private static final double CERTAIN = 4;
    private static final double UNLIKELY = -4;

    private final MovableClock clock = new MovableClock();

    @Test
    void aBox_liesAroundItsAnchor_inPixelsOfTheImage() {
        Detections found = detect(
                new double[] {UNLIKELY, CERTAIN, UNLIKELY, UNLIKELY},
                new double[] {0, 0, 0, 0, 0, 0, 2, 4, 0, 0, 0, 0, 0, 0, 0, 0});

        Found face = found.list().getFirst().getFirst();
        assertThat(found.list().getFirst()).hasSize(1);
        assertThat(face.label()).isEqualTo("face");
        assertThat(face.score()).isCloseTo(1 / (1 + Math.exp(-4)), within(1e-9));
        assertThat(face.box()).isEqualTo(new Box(125, 0, 175, 50));
    }

    @Test
    void anOffset_movesABox_andTheImagesSidesBoundIt() {
        Detections found = detect(
                new double[] {CERTAIN, UNLIKELY, UNLIKELY, UNLIKELY},
                new double[] {-2, 1, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});

        assertThat(found.list().getFirst().getFirst().box()).isEqualTo(new Box(0, 25, 25, 50));
    }

    @Test
    void ofBoxesOverEachOther_theMostCertainStays() {
        double[] same = {2, 2, 4, 4, -2, 2, 4, 4, 0, 2, 1, 1, 0, 0, 1, 1};

        Detections found = detect(new double[] {1, 3, 2, UNLIKELY}, same);

        assertThat(found.list().getFirst())
                .extracting(face -> Math.round(100 * face.score()))
                .containsExactly(95L, 88L);
    }

    @Test
    void images_areMeteredEach() {
        byte[] image = png();
        Detections found =
                run(new double[] {UNLIKELY, UNLIKELY, UNLIKELY, UNLIKELY}, new double[16], List.of(image, image));

        assertThat(found.list()).hasSize(2).allSatisfy(each -> assertThat(each).isEmpty());
        assertThat(found.amounts().of(Meter.IMAGES)).isEqualTo(2);
    }

    @Test
    void whatIsNoImage_isRefused() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() ->
                        run(new double[4], new double[16], List.of("GIF89a".getBytes(StandardCharsets.US_ASCII))));
    }

    private Detections detect(double[] scores, double[] boxes) {
        return run(scores, boxes, List.of(png()));
    }

    private Detections run(double[] scores, double[] boxes, List<byte[]> images) {
        InMemoryModels models = new InMemoryModels()
                .add("faces", FaceModel.SPEC, FaceModel.GRAPH, card -> new FaceModel(card, scores, boxes));
        ModelCard card = models.find(InMemoryModels.ref("public", "faces"), Selector.champion())
                .orElseThrow();
        ModelCall call = new ModelCall(new TenantId("demo"), card, Deadline.after(Duration.ofSeconds(20), clock));
        return new DetectObjects(new ModelRuns(models, new Statistics(), clock)).run(call, FaceModel.SPEC, images);
    }

    private static byte[] png() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB), "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
