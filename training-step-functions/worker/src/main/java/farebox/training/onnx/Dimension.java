package farebox.training.onnx;

import ai.onnx.proto.OnnxMl.TensorShapeProto;

/** One axis of a graph's input or output: of a known size, or free and named. */
public sealed interface Dimension {
    /** An axis that always has this size. */
    record Fixed(long size) implements Dimension {
        public Fixed {
            if (size < 0) {
                throw new IllegalArgumentException("a dimension cannot be " + size);
            }
        }
    }

    /** An axis whose size each call chooses; axes of one name have one size in a call. */
    record Free(String name) implements Dimension {}

    static Dimension fixed(long size) {
        return new Fixed(size);
    }

    static Dimension free(String name) {
        return new Free(name);
    }

    /** This axis in ONNX's own format. */
    default TensorShapeProto.Dimension toProto() {
        TensorShapeProto.Dimension.Builder proto = TensorShapeProto.Dimension.newBuilder();
        return switch (this) {
            case Fixed(long size) -> proto.setDimValue(size).build();
            case Free(String name) -> proto.setDimParam(name).build();
        };
    }
}
