package farebox.training.onnx;

import ai.onnx.proto.OnnxMl.OperatorSetIdProto;

/** A domain of operators and the version of it that a graph was written for. */
public record OperatorSet(String domain, long version) {
    /** The domain of ONNX's own operators. */
    public static final String DEFAULT = "";

    /** The domain of classic machine learning: trees, support vector machines, encoders. */
    public static final String ML = "ai.onnx.ml";

    OperatorSetIdProto toProto() {
        return OperatorSetIdProto.newBuilder()
                .setDomain(domain)
                .setVersion(version)
                .build();
    }
}
