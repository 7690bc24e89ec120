package farebox.inference;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.kernel.Deadline;
import farebox.kernel.Meter;
import farebox.kernel.MovableClock;
import farebox.kernel.TenantId;
import farebox.models.BatchModel;
import farebox.models.ModelCard;
import farebox.models.Selector;
import farebox.models.tensor.Tensor;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Images of one request, and in how many runs they come. */
final class PredictImagesTest {
    private static final int PIXELS = 14 * 14;

    private final MovableClock clock = new MovableClock();
    private final List<Integer> runs = new ArrayList<>();

    /** Says {@code yes} as surely as the first pixel of an image is bright. */
    private record FirstPixel(ModelCard card, boolean batchesAlike, List<Integer> runs) implements BatchModel {
        @Override
        public List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
            double[] pixels = inputs.getFirst().numbers();
            List<float[]> scores = new ArrayList<>();
            for (int image = 0; image < pixels.length; image += PIXELS) {
                scores.add(new float[] {(float) pixels[image], (float) (1 - pixels[image])});
            }
            runs.add(scores.size());
            return List.of(Tensor.ofRows("scores", scores, 2));
        }
    }

    @Test
    void images_areRunTogether_andKeepTheirOrder() {
        List<byte[]> images =
                IntStream.range(0, 40).mapToObj(PredictImagesTest::grey).toList();

        Predictions predictions = predict(true, images);

        assertThat(runs).containsExactly(16, 16, 8);
        assertThat(predictions.list())
                .extracting(prediction -> ((Predictions.OfClass) prediction).probabilities()[0])
                .isSorted()
                .hasSize(40);
        assertThat(predictions.amounts().of(Meter.IMAGES)).isEqualTo(40);
    }

    @Test
    void images_areRunAlone_whereTheyChangeEachOther() {
        predict(false, List.of(grey(1), grey(2), grey(3)));

        assertThat(runs).containsExactly(1, 1, 1);
    }

    private Predictions predict(boolean alike, List<byte[]> images) {
        InMemoryModels models = new InMemoryModels()
                .add("grey", ImageModel.SPEC, ImageModel.GRAPH, card -> new FirstPixel(card, alike, runs));
        ModelCard card = models.find(InMemoryModels.ref("public", "grey"), Selector.champion())
                .orElseThrow();
        ModelCall call = new ModelCall(new TenantId("demo"), card, Deadline.after(Duration.ofSeconds(20), clock));
        return new Predict(new ModelRuns(models, new Statistics(), clock)).images(call, ImageModel.SPEC, images);
    }

    private static byte[] grey(int brightness) {
        BufferedImage image = new BufferedImage(14, 14, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(new Color(brightness, brightness, brightness));
        canvas.fillRect(0, 0, 14, 14);
        canvas.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
