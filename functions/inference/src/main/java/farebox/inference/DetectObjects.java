package farebox.inference;

import farebox.kernel.Amounts;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Meter;
import farebox.models.AnchorBoxes;
import farebox.models.Model;
import farebox.models.ModelSpec;
import farebox.models.image.ImageDecoder;
import farebox.models.tensor.Tensor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds things in images. */
public final class DetectObjects {
    private final ModelRuns runs;

    public DetectObjects(ModelRuns runs) {
        this.runs = runs;
    }

    /**
     * A thing that was found.
     *
     * @param score from 0 to 1
     */
    public record Found(String label, double score, Box box) {}

    /** In pixels of the image as it was given; maxima are beyond the last pixel. */
    public record Box(int xMin, int yMin, int xMax, int yMax) {}

    /** @param list what was found in each image, the most certain first */
    public record Detections(List<List<Found>> list, Amounts amounts) {
        public Detections {
            list = List.copyOf(list);
        }
    }

    /**
     * @param images encoded
     * @throws InvalidRequest if one is no image that is read here, or too large
     */
    public Detections run(ModelCall call, ModelSpec.ObjectDetection spec, List<byte[]> images) {
        ImageDecoder decoder = new ImageDecoder(spec.image());
        images.forEach(ImageDecoder::requireWithinBounds);
        return runs.run(call, Model.class, model -> {
            Instant began = runs.clock().instant();
            List<List<Found>> found = new ArrayList<>();
            for (byte[] image : images) {
                BatchTimeEstimator.requireTime(call.deadline(), Duration.ZERO, runs.clock());
                List<Tensor> outputs = model.run(List.of(decoder.decode(image)), outputs(spec.boxes()));
                found.add(new AnchorDecoder(spec, ImageDecoder.sizeOf(image)).found(outputs));
            }
            Duration compute = Duration.between(began, runs.clock().instant());
            Amounts amounts = Computed.in(compute).with(Meter.IMAGES, images.size());
            return new ModelRuns.Done<>(new Detections(found, amounts), images.size(), compute);
        });
    }

    /** The scores and boxes of each grid, in turn. */
    private static List<String> outputs(AnchorBoxes boxes) {
        return boxes.grids().stream()
                .flatMap(grid -> Stream.of(grid.scores(), grid.boxes()))
                .toList();
    }
}
