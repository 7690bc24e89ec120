package farebox.training.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;

/** The type of a tensor's elements. */
public enum ElementType {
    FLOAT(DataType.FLOAT),
    INT64(DataType.INT64),
    BOOL(DataType.BOOL),
    STRING(DataType.STRING);

    private final DataType proto;

    ElementType(DataType proto) {
        this.proto = proto;
    }

    /** The number by which operators such as Cast name this type. */
    public int code() {
        return proto.getNumber();
    }
}
