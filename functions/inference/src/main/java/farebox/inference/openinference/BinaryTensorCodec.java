package farebox.inference.openinference;

import farebox.kernel.InvalidRequest;
import farebox.models.tensor.Shape;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Tensors as bytes: little-endian, row by row, without gaps; a BYTES element behind its length. */
final class BinaryTensorCodec {
    private BinaryTensorCodec() {}

    /**
     * @param bytes all of the tensor and nothing else
     * @throws InvalidRequest if they are not as many as type and shape say
     */
    static Tensor.Content read(ByteBuffer bytes, TensorType type, Shape shape) {
        if (type == TensorType.BYTES) {
            return new Tensor.Pieces(pieces(bytes.slice().order(ByteOrder.LITTLE_ENDIAN), shape.elements()));
        }
        long wanted = (long) shape.elements() * type.width();
        if (bytes.remaining() != wanted) {
            throw new InvalidRequest("%d elements of %s are %d bytes, not the %d of binary_data_size"
                    .formatted(shape.elements(), type, wanted, bytes.remaining()));
        }
        return new Tensor.Fixed(bytes.slice());
    }

    static long size(Tensor tensor) {
        return switch (tensor.content()) {
            case Tensor.Fixed fixed -> fixed.view().remaining();
            case Tensor.Pieces several ->
                several.pieces().stream()
                        .mapToLong(piece -> Integer.BYTES + piece.length)
                        .sum();
        };
    }

    static void write(Tensor tensor, ByteArrayOutputStream out) {
        switch (tensor.content()) {
            case Tensor.Fixed fixed -> write(fixed.view(), out);
            case Tensor.Pieces several ->
                several.pieces().forEach(piece -> {
                    write(
                            ByteBuffer.allocate(Integer.BYTES)
                                    .order(ByteOrder.LITTLE_ENDIAN)
                                    .putInt(piece.length)
                                    .flip(),
                            out);
                    out.writeBytes(piece);
                });
        }
    }

    private static void write(ByteBuffer bytes, ByteArrayOutputStream out) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        out.writeBytes(copy);
    }

    private static List<byte[]> pieces(ByteBuffer bytes, int elements) {
        // An element takes at least its length, so this holds before a list of that many is made.
        if (bytes.remaining() < (long) elements * Integer.BYTES) {
            throw cutShort(elements);
        }
        List<byte[]> pieces = new ArrayList<>(elements);
        for (int i = 0; i < elements; i++) {
            pieces.add(piece(bytes, elements));
        }
        if (bytes.hasRemaining()) {
            throw new InvalidRequest(
                    bytes.remaining() + " bytes follow the " + elements + " BYTES elements that the shape says");
        }
        return pieces;
    }

    private static byte[] piece(ByteBuffer bytes, int elements) {
        if (bytes.remaining() < Integer.BYTES) {
            throw cutShort(elements);
        }
        long length = Integer.toUnsignedLong(bytes.getInt());
        if (length > bytes.remaining()) {
            throw cutShort(elements);
        }
        byte[] piece = new byte[(int) length];
        bytes.get(piece);
        return piece;
    }

    private static InvalidRequest cutShort(int elements) {
        return new InvalidRequest("the binary data ends before its " + elements
                + " BYTES elements do; each is a 4-byte little-endian length and that many bytes");
    }
}
