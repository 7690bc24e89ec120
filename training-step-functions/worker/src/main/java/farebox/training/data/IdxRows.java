package farebox.training.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Images and their labels in the two files of MNIST's format, packed by gzip or not: a row has a number from 0 to 255
 * for each pixel, line by line, and {@code label}. Source: LeCun, Cortes and Burges, The MNIST database.
 */
final class IdxRows implements RowSource {
    private static final int IMAGES = 0x0803;
    private static final int LABELS = 0x0801;
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final String LABEL = "label";
    private static final List<String> NUMBERS =
            IntStream.rangeClosed(0, 255).mapToObj(Integer::toString).toList();

    private final Path images;
    private final Path labels;
    private final Header header;

    /** Sizes of the file of images. */
    private record Header(int count, int height, int width) {
        int pixels() {
            return height * width;
        }
    }

    private IdxRows(Path images, Path labels, Header header) {
        this.images = images;
        this.labels = labels;
        this.header = header;
    }

    /** @param images a file whose name has {@code images-idx3}; the labels lie beside it as {@code labels-idx1} */
    static IdxRows open(Path images) {
        String name = images.getFileName().toString();
        Path labels = images.resolveSibling(name.replaceFirst("images([.-])idx3", "labels$1idx1"));
        if (labels.equals(images)) {
            throw DataFault.inFile(name, "a file of IDX images has images-idx3 in its name, as those of MNIST have");
        }
        if (!Files.isRegularFile(labels)) {
            throw DataFault.inFile(name, "its labels are missing; put %s beside it".formatted(labels.getFileName()));
        }
        return new IdxRows(images, labels, header(images));
    }

    private static Header header(Path images) {
        String name = images.getFileName().toString();
        try (DataInputStream in = open(images, IMAGES)) {
            Header header = new Header(in.readInt(), in.readInt(), in.readInt());
            long pixels = (long) header.height() * header.width();
            if (header.height() < 1 || header.width() < 1 || pixels >= ColumnNames.MAX_COLUMNS) {
                throw DataFault.inFile(
                        name,
                        "images of %d x %d pixels; fewer than %d pixels can be trained on"
                                .formatted(header.height(), header.width(), ColumnNames.MAX_COLUMNS));
            }
            return header;
        } catch (IOException e) {
            throw DataFault.inFile(name, "the file ends before its header does");
        }
    }

    private static DataInputStream open(Path file, int magic) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(unpacked(file), 1 << 16));
        int first = in.readInt();
        if (first != magic) {
            in.close();
            throw DataFault.inFile(
                    file.getFileName().toString(),
                    "it begins with %08x and not with %08x; it is no IDX file of bytes".formatted(first, magic));
        }
        return in;
    }

    private static InputStream unpacked(Path file) throws IOException {
        try (DataInputStream start = new DataInputStream(Files.newInputStream(file))) {
            boolean packed = start.readUnsignedShort() == GZIP_MAGIC;
            return packed ? new GZIPInputStream(Files.newInputStream(file)) : Files.newInputStream(file);
        }
    }

    @Override
    public String name() {
        return images.getFileName().toString();
    }

    @Override
    public List<String> columns() {
        List<String> columns = new ArrayList<>();
        for (int row = 0; row < header.height(); row++) {
            for (int column = 0; column < header.width(); column++) {
                columns.add("pixel_%d_%d".formatted(row, column));
            }
        }
        columns.add(LABEL);
        return columns;
    }

    /** The line of a row is the place of its image, counted from 1. */
    @Override
    public void forEach(RowVisitor visitor) {
        long image = 1;
        byte[] pixels = new byte[header.pixels()];
        try (DataInputStream in = open(images, IMAGES);
                DataInputStream classes = open(labels, LABELS)) {
            in.skipNBytes(3L * Integer.BYTES);
            requireSameCount(classes.readInt());
            for (; image <= header.count(); image++) {
                in.readFully(pixels);
                visitor.visit(image, values(pixels, classes.readUnsignedByte()));
            }
        } catch (EOFException | ZipException e) {
            throw DataFault.atLine(
                    name(), image, "a file ends here, where its header says %d".formatted(header.count()));
        } catch (IOException e) {
            throw DataFault.inFile(name(), "the file cannot be read: " + e.getMessage());
        }
    }

    private void requireSameCount(int count) {
        if (count != header.count()) {
            throw DataFault.inFile(
                    name(), "%d images with %d labels in %s".formatted(header.count(), count, labels.getFileName()));
        }
    }

    private static List<String> values(byte[] pixels, int label) {
        List<String> values = new ArrayList<>(pixels.length + 1);
        for (byte pixel : pixels) {
            values.add(NUMBERS.get(Byte.toUnsignedInt(pixel)));
        }
        values.add(NUMBERS.get(label));
        return values;
    }
}
