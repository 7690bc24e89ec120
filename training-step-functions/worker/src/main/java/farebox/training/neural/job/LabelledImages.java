package farebox.training.neural.job;

import farebox.kernel.InvalidRequest;
import farebox.training.data.LabelledFolder;
import farebox.training.data.LabelledFolder.Labelled;
import farebox.training.features.SchemaReport;
import farebox.training.neural.Inputs;
import farebox.training.progress.ProgressEvent.SchemaRead;
import farebox.training.progress.SchemaColumn;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Decoded images.
 *
 * @param images samples from 0 to 1
 * @param classes the place of each image's label among the labels
 */
record LabelledImages(List<Labelled> files, Inputs.Numbers images, int[] classes) {
    /** The mean of all samples of each image, from 0 to 1. */
    DoubleStream brightness() {
        int size = Math.toIntExact(images.sizes().count());
        return IntStream.range(0, images.count()).mapToDouble(image -> {
            double sum = 0;
            for (int i = image * size; i < (image + 1) * size; i++) {
                sum += images.values()[i];
            }
            return sum / size;
        });
    }

    /** @throws InvalidRequest naming an image whose label is none of these */
    static LabelledImages of(LabelledFolder folder, Inputs.Numbers images, List<String> labels) {
        int[] classes = folder.files().stream()
                .mapToInt(file -> classOf(folder, file, labels))
                .toArray();
        return new LabelledImages(folder.files(), images, classes);
    }

    private static int classOf(LabelledFolder folder, Labelled file, List<String> labels) {
        int place = labels.indexOf(file.label());
        if (place < 0) {
            throw new InvalidRequest(
                    "%s/%s: \"%s\" is a class that the training data has not"
                            .formatted(folder.name(), file.name(), file.label()),
                    "data");
        }
        return place;
    }

    /** The schema as the training takes it. */
    SchemaRead schema(String data) {
        List<Long> axes = images.sizes().axes();
        String type = "image of %d × %d pixels and %d channels".formatted(axes.get(1), axes.get(2), axes.getFirst());
        List<String> labels = files.stream().map(Labelled::label).toList();
        return new SchemaRead(
                data,
                count(),
                List.of(SchemaColumn.input("image", type), SchemaColumn.labels("label", SchemaReport.counted(labels))));
    }

    int count() {
        return classes.length;
    }

    double[] targets() {
        return IntStream.of(classes).asDoubleStream().toArray();
    }

    LabelledImages select(int[] rows) {
        return new LabelledImages(
                IntStream.of(rows).mapToObj(files::get).toList(),
                (Inputs.Numbers) images.select(rows),
                IntStream.of(rows).map(row -> classes[row]).toArray());
    }
}
