package farebox.inference;

import farebox.kernel.Amounts;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Meter;
import farebox.models.ModelSpec;
import farebox.models.ReadingModel;
import farebox.models.image.ImageDecoder;
import farebox.models.image.RotatedBox;
import farebox.models.image.TextImage;
import farebox.models.tensor.Tensor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the text in images. */
public final class ReadText {
    private final ModelRuns runs;

    public ReadText(ModelRuns runs) {
        this.runs = runs;
    }

    /** @param list one for each image, in order */
    public record Readings(List<Reading> list, Amounts amounts) {
        public Readings {
            list = List.copyOf(list);
        }
    }

    /**
     * @param images encoded
     * @throws InvalidRequest if one is no image that is read here, or too large
     */
    public Readings run(ModelCall call, ModelSpec.ImageToText spec, List<byte[]> images) {
        images.forEach(ImageDecoder::requireWithinBounds);
        return runs.run(call, ReadingModel.class, model -> {
            Instant began = runs.clock().instant();
            List<Reading> readings = new ArrayList<>();
            for (byte[] image : images) {
                readings.add(read(model, spec, TextImage.decode(image), call));
            }
            Duration compute = Duration.between(began, runs.clock().instant());
            Amounts amounts = Computed.in(compute).with(Meter.IMAGES, images.size());
            return new ModelRuns.Done<>(new Readings(readings, amounts), images.size(), compute);
        });
    }

    private Reading read(ReadingModel model, ModelSpec.ImageToText spec, TextImage image, ModelCall call) {
        requireTime(call);
        List<Tensor> inputs = List.of(image.whole(spec.detection()));
        Tensor map = model.run(inputs, List.of(spec.detection().output())).getFirst();
        CharacterDecoder decoder = new CharacterDecoder(spec.recognition());
        List<TextLine> lines = new ArrayList<>();
        for (RotatedBox box : new ProbabilityMap(spec.detection(), map).boxes(image.size())) {
            requireTime(call);
            Tensor steps = model.recognise(
                    image.line(box, spec.recognition()), spec.recognition().output());
            Optional<CharacterDecoder.Decoded> decoded = decoder.decode(steps);
            decoded.ifPresent(read -> lines.add(TextLine.of(read, box, image.size())));
        }
        return Reading.of(lines);
    }

    private void requireTime(ModelCall call) {
        BatchTimeEstimator.requireTime(call.deadline(), Duration.ZERO, runs.clock());
    }
}
