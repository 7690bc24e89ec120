package farebox.training.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * An operator with its attributes, as the <a href="https://onnx.ai/onnx/operators/">ONNX operator list</a> names them.
 * Each {@code with} method gives a copy that has one more attribute.
 */
public final class Operator {
    private final String domain;
    private final String type;
    private final List<AttributeProto> attributes;

    private Operator(String domain, String type, List<AttributeProto> attributes) {
        this.domain = domain;
        this.type = type;
        this.attributes = attributes;
    }

    /** An operator of ONNX's default domain. */
    public static Operator of(String type) {
        return new Operator(OperatorSet.DEFAULT, type, List.of());
    }

    /** An operator of the domain {@code ai.onnx.ml}. */
    public static Operator ml(String type) {
        return new Operator(OperatorSet.ML, type, List.of());
    }

    public Operator withInt(String name, long value) {
        return with(attribute(name, AttributeType.INT).setI(value));
    }

    public Operator withInts(String name, long... values) {
        return with(attribute(name, AttributeType.INTS)
                .addAllInts(Arrays.stream(values).boxed().toList()));
    }

    public Operator withFloat(String name, float value) {
        return with(attribute(name, AttributeType.FLOAT).setF(value));
    }

    public Operator withFloats(String name, float... values) {
        AttributeProto.Builder attribute = attribute(name, AttributeType.FLOATS);
        for (float value : values) {
            attribute.addFloats(value);
        }
        return with(attribute);
    }

    public Operator withString(String name, String value) {
        return with(attribute(name, AttributeType.STRING).setS(ByteString.copyFrom(value, StandardCharsets.UTF_8)));
    }

    public Operator withStrings(String name, List<String> values) {
        return with(attribute(name, AttributeType.STRINGS)
                .addAllStrings(values.stream()
                        .map(value -> ByteString.copyFrom(value, StandardCharsets.UTF_8))
                        .toList()));
    }

    String domain() {
        return domain;
    }

    String type() {
        return type;
    }

    NodeProto.Builder toProto() {
        return NodeProto.newBuilder().setDomain(domain).setOpType(type).addAllAttribute(attributes);
    }

    private Operator with(AttributeProto.Builder attribute) {
        return new Operator(
                domain,
                type,
                Stream.concat(attributes.stream(), Stream.of(attribute.build())).toList());
    }

    private static AttributeProto.Builder attribute(String name, AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }
}
