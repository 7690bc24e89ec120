package farebox.models.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Utf8Decoder;
import farebox.models.tensor.Shape;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Tensors between their own form and ONNX Runtime's. Its Java interface makes no unsigned tensors wider than a byte;
 * what is declared so is passed as the signed type of the same bits, and a graph that is served takes it as that.
 */
final class OnnxTensors {
    private OnnxTensors() {}

    /** @throws InvalidRequest if an element of BYTES is not UTF-8, as ONNX has it */
    static OnnxTensor from(Tensor tensor, OrtEnvironment environment) throws OrtException {
        long[] shape =
                tensor.shape().sizes().stream().mapToLong(Long::longValue).toArray();
        return switch (tensor.content()) {
            case Tensor.Fixed fixed ->
                OnnxTensor.createTensor(environment, direct(fixed.view()), shape, javaType(tensor.type()));
            case Tensor.Pieces pieces -> OnnxTensor.createTensor(environment, texts(tensor.name(), pieces), shape);
        };
    }

    static Tensor to(String name, OnnxTensor tensor) throws OrtException {
        TensorInfo info = tensor.getInfo();
        Shape shape = Shape.of(info.getShape());
        TensorType type = type(info).orElseThrow();
        return new Tensor(
                name,
                type,
                shape,
                type == TensorType.BYTES
                        ? new Tensor.Pieces(pieces(tensor.getValue()))
                        : new Tensor.Fixed(tensor.getByteBuffer()));
    }

    /** Empty for types that the Open Inference Protocol does not have. */
    static Optional<TensorType> type(TensorInfo info) {
        return switch (info.onnxType) {
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> Optional.of(TensorType.BOOL);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> Optional.of(TensorType.UINT8);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16 -> Optional.of(TensorType.UINT16);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32 -> Optional.of(TensorType.UINT32);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64 -> Optional.of(TensorType.UINT64);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> Optional.of(TensorType.INT8);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> Optional.of(TensorType.INT16);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> Optional.of(TensorType.INT32);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> Optional.of(TensorType.INT64);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> Optional.of(TensorType.FP16);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> Optional.of(TensorType.FP32);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> Optional.of(TensorType.FP64);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16 -> Optional.of(TensorType.BF16);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING -> Optional.of(TensorType.BYTES);
            case ONNX_TENSOR_ELEMENT_DATA_TYPE_UNDEFINED,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_COMPLEX64,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_COMPLEX128,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E4M3FN,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E4M3FNUZ,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E5M2,
                    ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E5M2FNUZ -> Optional.empty();
        };
    }

    /** The interface takes bytes of another type than its own only from there. */
    private static ByteBuffer direct(ByteBuffer bytes) {
        return ByteBuffer.allocateDirect(bytes.remaining())
                .order(ByteOrder.nativeOrder())
                .put(bytes)
                .flip();
    }

    private static OnnxJavaType javaType(TensorType type) {
        return switch (type) {
            case BOOL -> OnnxJavaType.BOOL;
            case UINT8 -> OnnxJavaType.UINT8;
            case INT8 -> OnnxJavaType.INT8;
            case UINT16, INT16 -> OnnxJavaType.INT16;
            case UINT32, INT32 -> OnnxJavaType.INT32;
            case UINT64, INT64 -> OnnxJavaType.INT64;
            case FP16 -> OnnxJavaType.FLOAT16;
            case FP32 -> OnnxJavaType.FLOAT;
            case FP64 -> OnnxJavaType.DOUBLE;
            case BF16 -> OnnxJavaType.BFLOAT16;
            case BYTES -> OnnxJavaType.STRING;
        };
    }

    private static String[] texts(String name, Tensor.Pieces pieces) {
        return pieces.pieces().stream()
                .map(piece -> Utf8Decoder.decode(ByteBuffer.wrap(piece))
                        .orElseThrow(() -> new InvalidRequest("an element of input '" + name + "' is not UTF-8")))
                .toArray(String[]::new);
    }

    /** @param value a text, or arrays of arrays of texts, as deep as the tensor has axes */
    private static List<byte[]> pieces(Object value) {
        List<byte[]> pieces = new ArrayList<>();
        if (value instanceof Object[] values) {
            Arrays.stream(values).map(OnnxTensors::pieces).forEach(pieces::addAll);
        } else {
            pieces.add(value.toString().getBytes(StandardCharsets.UTF_8));
        }
        return pieces;
    }
}
