package farebox.cli.opennlp;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.LongStream;
import opennlp.tools.ml.model.Context;

/**
 * Adds up the weights of the n-grams that a text has, however often it has them: what a maximum entropy model does
 * before it normalises. Weights are of half precision; only the rows of n-grams that occur are read.
 */
final class LanguageGraph {
    static final String INPUT = "input_ids";
    static final String OUTPUT = "logits";

    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;
    private static final int LONGEST = 3;
    private static final String COUNTS = "counts";
    private static final String PLACES = "places";
    private static final String FOUND = "found";
    private static final String HALVES = "halves";
    private static final String ROWS = "rows";
    private static final String WEIGHTS = "weights";
    private static final String COLUMN = "column";
    private static final String FIRST = "first";

    private final LanguageWeights learnt;
    private final CharacterVocabulary vocabulary;

    LanguageGraph(LanguageWeights learnt, CharacterVocabulary vocabulary) {
        this.learnt = learnt;
        this.vocabulary = vocabulary;
    }

    byte[] toBytes() {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("farebox")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setGraph(graph())
                .build()
                .toByteArray();
    }

    private GraphProto graph() {
        return GraphProto.newBuilder()
                .setName("languages")
                .addInput(value(
                        INPUT,
                        DataType.INT64,
                        TensorShapeProto.Dimension.newBuilder()
                                .setDimParam("characters")
                                .build()))
                .addOutput(value(OUTPUT, DataType.FLOAT, size(learnt.languages().size())))
                .addInitializer(weights())
                .addInitializer(vector(COLUMN, 1))
                .addInitializer(vector(FIRST, 0))
                .addNode(ngrams())
                .addNode(node("NonZero", PLACES, COUNTS))
                .addNode(node("Gather", "columns", PLACES, COLUMN).addAttribute(integer("axis", 0)))
                .addNode(node("Squeeze", FOUND, "columns", FIRST))
                .addNode(node("Gather", HALVES, WEIGHTS, FOUND).addAttribute(integer("axis", 0)))
                .addNode(node("Cast", ROWS, HALVES).addAttribute(integer("to", DataType.FLOAT.getNumber())))
                .addNode(node("ReduceSum", OUTPUT, ROWS, FIRST).addAttribute(integer("keepdims", 1)))
                .build();
    }

    /** A column for each n-gram: how often it occurs. */
    private NodeProto.Builder ngrams() {
        return node("TfIdfVectorizer", COUNTS, INPUT)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("mode")
                        .setType(AttributeProto.AttributeType.STRING)
                        .setS(ByteString.copyFromUtf8("TF")))
                .addAttribute(integer("min_gram_length", 1))
                .addAttribute(integer("max_gram_length", LONGEST))
                .addAttribute(integer("max_skip_count", 0))
                .addAttribute(integers("ngram_counts", starts()))
                .addAttribute(integers(
                        "ngram_indexes", LongStream.range(0, learnt.ngrams().size())))
                .addAttribute(integers(
                        "pool_int64s",
                        learnt.ngrams().stream().map(vocabulary::tokens).flatMapToLong(LongStream::of)));
    }

    /** Where in the pool the n-grams of each length begin. */
    private LongStream starts() {
        return LongStream.rangeClosed(1, LONGEST)
                .map(length -> learnt.ngrams().stream()
                        .mapToLong(String::length)
                        .filter(each -> each < length)
                        .sum());
    }

    private TensorProto weights() {
        int languages = learnt.languages().size();
        ByteBuffer halves = ByteBuffer.allocate(learnt.rows().size() * languages * Short.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        int row = 0;
        for (Context context : learnt.rows()) {
            for (int i = 0; i < context.getOutcomes().length; i++) {
                int at = (row * languages + context.getOutcomes()[i]) * Short.BYTES;
                halves.putShort(at, Float.floatToFloat16((float) context.getParameters()[i]));
            }
            row++;
        }
        return TensorProto.newBuilder()
                .setName(WEIGHTS)
                .setDataType(DataType.FLOAT16.getNumber())
                .addAllDims(List.of((long) learnt.rows().size(), (long) languages))
                .setRawData(ByteString.copyFrom(halves))
                .build();
    }

    private static TensorProto vector(String name, long element) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.INT64.getNumber())
                .addDims(1)
                .addInt64Data(element)
                .build();
    }

    private static NodeProto.Builder node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(List.of(inputs))
                .addOutput(output);
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto integers(String name, LongStream values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(values.boxed().toList())
                .build();
    }

    /** Of one text. */
    private static ValueInfoProto value(String name, DataType type, TensorShapeProto.Dimension last) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(TensorShapeProto.newBuilder()
                                        .addDim(size(1))
                                        .addDim(last))))
                .build();
    }

    private static TensorShapeProto.Dimension size(long size) {
        return TensorShapeProto.Dimension.newBuilder().setDimValue(size).build();
    }
}
