package farebox.models.publish.onnx;

import static farebox.models.publish.onnx.ProtoWriter.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Graphs that must not be served, by what is wrong with them, each with the rule that it breaks. Numbers of fields are
 * those of onnx.proto.
 */
public final class HostileGraphs {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int STRING = 8;

    private final Map<String, Graph> graphs = new LinkedHashMap<>();

    /** @param rule that it breaks; where several may be found first, what their names begin with */
    public record Graph(byte[] file, String rule) {}

    private HostileGraphs() {}

    public static Map<String, Graph> all() {
        HostileGraphs hostile = new HostileGraphs();
        hostile.noGraphs();
        hostile.versions();
        hostile.externalData();
        hostile.operators();
        hostile.sizes();
        hostile.tensorData();
        hostile.attributes();
        hostile.names();
        hostile.nesting();
        hostile.loops();
        return hostile.graphs;
    }

    /** {@code y = Relu(x)}, which breaks no rule. */
    public static byte[] harmless() {
        return model(graph()).toBytes();
    }

    private void noGraphs() {
        byte[] whole = harmless();
        for (int length = 0; length < whole.length; length++) {
            add("cut after " + length + " bytes", Arrays.copyOf(whole, length), "onnx_");
        }
        for (String magic : List.of(
                "PK\u0003\u0004\u0014\u0000 archive.jar",
                "\u001f\u008b\b gzip",
                "\u007fELF\u0002\u0001",
                "\u0089PNG\r\n\u001a\n",
                "\u0080\u0002}q\u0000. pickle",
                "\u00ca\u00fe\u00ba\u00be class",
                "\u0089HDF\r\n",
                "TFL3....",
                "{\"__metadata__\":{}}",
                "<html><body>404</body></html>",
                "version https://git-lfs.github.com/spec/v1",
                "ORTM",
                "#!/bin/sh\nrm -rf /")) {
            add("not ONNX: " + magic.replaceAll("[^ -~]", "?"), latin(magic), "onnx_");
        }
        add("zeros", new byte[4096], "onnx_");
        byte[] ones = new byte[4096];
        Arrays.fill(ones, (byte) 0xff);
        add("ones", ones, "onnx_format");
        add("two graphs", model(graph()).nested(7, graph()).toBytes(), "onnx_format");
        add("a graph without output", model(message().nested(11, value("x"))).toBytes(), "onnx_format");
        add(
                "a field beyond the file",
                header(8, 17).bytes(7, new byte[0]).number(7, 1).toBytes(),
                "onnx_format");
        add("a length of 2 GiB", cutAfterLength(), "onnx_format");
        add("training", model(graph()).nested(20, message()).toBytes(), "onnx_training");
        add("functions", model(graph()).nested(25, message()).toBytes(), "onnx_functions");
    }

    private void versions() {
        for (long ir : new long[] {-1, 0, 1, 2, 14, 100, Long.MAX_VALUE}) {
            add("IR " + ir, header(ir, 17).nested(7, graph()).toBytes(), "onnx_ir_version");
        }
        for (long opset : new long[] {-1, 0, 1, 6, 27, 1000, Long.MAX_VALUE}) {
            add("opset " + opset, header(8, opset).nested(7, graph()).toBytes(), "onnx_opset");
        }
        for (long opset : new long[] {-1, 0, 6, 1000}) {
            ProtoWriter model =
                    header(8, 17).nested(8, message().text(1, "ai.onnx.ml").number(2, opset));
            add("ML opset " + opset, model.nested(7, graph()).toBytes(), "onnx_opset");
        }
        add(
                "no IR",
                message().nested(8, message().number(2, 17)).nested(7, graph()).toBytes(),
                "onnx_ir_version");
        add("no opset", message().number(1, 8).nested(7, graph()).toBytes(), "onnx_opset");
        ProtoWriter foreign =
                message().number(1, 8).nested(8, message().text(1, "evil").number(2, 1));
        add("only a foreign opset", foreign.nested(7, graph()).toBytes(), "onnx_opset");
    }

    private void externalData() {
        List<String> locations = List.of(
                "weights.bin",
                "../secret",
                "/etc/passwd",
                "..\\secret",
                "a/../../secret",
                "file:///etc/passwd",
                "http://127.0.0.1/secret",
                "%2e%2e/secret",
                "/proc/self/environ",
                "secret\u0000.bin");
        for (String location : locations) {
            ProtoWriter external = tensor("w", FLOAT, 4)
                    .nested(13, message().text(1, "location").text(2, location))
                    .number(14, 1);
            everywhere(external)
                    .forEach((place, graph) -> add(
                            "data in '" + location + "' of " + place,
                            model(graph).toBytes(),
                            "onnx_external_data"));
        }
        ProtoWriter silent = tensor("w", FLOAT, 4).number(14, 1);
        everywhere(silent)
                .forEach((place, graph) ->
                        add("data elsewhere of " + place, model(graph).toBytes(), "onnx_external_data"));
    }

    private void operators() {
        for (String domain : List.of(
                "evil",
                "ai.onnx.contrib",
                "com.microsoft.extensions",
                "AI.ONNX",
                "ai.onnx.training",
                "org.pytorch.aten",
                "com.microsoft.nchwc",
                " ",
                "ai.onnx.preview.training")) {
            node("domain '" + domain + "'", node("Relu", "x", "y").text(7, domain), "onnx_domain");
        }
        for (String operator : List.of(
                "",
                "relu",
                "Relu ",
                "PyOp",
                "EPContext",
                "ImageDecoder",
                "RegexFullMatch",
                "NoSuchOperator",
                "Tokenizer")) {
            node("operator '" + operator + "'", node(operator, "x", "y"), "onnx_operator");
        }
        for (String operator : List.of("BeamSearch", "GreedySearch", "Sampling", "EPContext", "PythonOp", "Snpe")) {
            ProtoWriter node = node(operator, "x", "y").text(7, "com.microsoft");
            node("Microsoft's " + operator, node, "onnx_operator");
        }
    }

    /** On top, and inside a branch. */
    private void node(String what, ProtoWriter node, String rule) {
        add(what, model(graphOf(node)).toBytes(), rule);
        add(what + " in a branch", model(graphOf(inside(graphOf(node)))).toBytes(), rule);
    }

    private void sizes() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put("negative", new long[] {-1});
        shapes.put("most negative", new long[] {Long.MIN_VALUE});
        shapes.put("2^40", new long[] {1L << 40});
        shapes.put("2^62 squared", new long[] {1L << 62, 1L << 62});
        shapes.put("65536 squared", new long[] {1 << 16, 1 << 16});
        shapes.put("17 axes", new long[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
        shapes.forEach((name, shape) -> everywhere(tensor("w", FLOAT, shape))
                .forEach((place, graph) ->
                        add("a tensor of " + name + " as " + place, model(graph).toBytes(), "onnx_tensor_size")));
        for (long size : new long[] {-2, Long.MIN_VALUE, 1L << 40}) {
            ProtoWriter declared = value("x", size);
            ProtoWriter graph = message()
                    .nested(1, node("Relu", "x", "y"))
                    .nested(11, declared)
                    .nested(12, value("y"));
            add("an input of " + size, model(graph).toBytes(), "onnx_tensor_size");
        }
        made("ConstantOfShape", 1, "onnx_tensor_size", 1 << 20, 1 << 20);
        made("ConstantOfShape of a negative", 1, "onnx_tensor_size", -5);
        made("Expand", 2, "onnx_tensor_size", 1 << 20, 1 << 20);
        made("Tile", 2, "onnx_tensor_size", 1 << 20, 1 << 20);
        made("OneHot", 2, "onnx_tensor_size", 1L << 40);
        made("Resize", 4, "onnx_tensor_size", 1 << 20, 1 << 20);
        ProtoWriter random = node("RandomNormal", "", "y")
                .nested(
                        5,
                        message()
                                .text(1, "shape")
                                .number(8, 1 << 20)
                                .number(8, 1 << 20)
                                .number(20, 7));
        add("RandomNormal", model(graphOf(random)).toBytes(), "onnx_tensor_size");
        ProtoWriter range = node("Range", "zero", "y").text(1, "many").text(1, "one");
        ProtoWriter graph = graphOf(range)
                .nested(5, integers("zero", 0))
                .nested(5, integers("many", 1L << 40))
                .nested(5, integers("one", 1));
        add("Range", model(graph).toBytes(), "onnx_tensor_size");
    }

    /** A node whose input of that number, from 1, is a constant of the graph. */
    private void made(String operator, int input, String rule, long... constant) {
        ProtoWriter node = message();
        for (int i = 1; i < input; i++) {
            node.text(1, "x");
        }
        node.text(1, "size").text(2, "y").text(4, operator.split(" ", 2)[0]);
        add(operator, model(graphOf(node).nested(5, integers("size", constant))).toBytes(), rule);
    }

    private void tensorData() {
        initializer("nothing", tensor("w", FLOAT, 4));
        initializer("a gigabyte of nothing", tensor("w", FLOAT, 1 << 28));
        initializer("too little", tensor("w", FLOAT, 4).bytes(9, new byte[15]));
        initializer("too much", tensor("w", FLOAT, 4).bytes(9, new byte[17]));
        initializer(
                "raw data twice", tensor("w", FLOAT, 4).bytes(9, new byte[16]).bytes(9, new byte[16]));
        initializer("two kinds", tensor("w", FLOAT, 1).bytes(9, new byte[4]).bytes(4, new byte[4]));
        initializer("three numbers of four", tensor("w", FLOAT, 4).bytes(4, new byte[12]));
        initializer("strings for floats", tensor("w", FLOAT, 1).text(6, "1.0"));
        initializer("floats for strings", tensor("w", STRING, 1).bytes(4, new byte[4]));
        initializer("raw strings", tensor("w", STRING, 1).bytes(9, new byte[1]));
        initializer("integers for doubles", tensor("w", 11, 1).bytes(7, new byte[1]));
        initializer("segments", tensor("w", FLOAT, 4).nested(3, message().number(1, 0)));
        for (long type : new long[] {0, 14, 15, 23, 99, -1}) {
            initializer("the type " + type, tensor("w", type, 1).bytes(9, new byte[16]));
        }
    }

    private void initializer(String what, ProtoWriter tensor) {
        add("a tensor with " + what, model(graph().nested(5, tensor)).toBytes(), "onnx_tensor_data");
    }

    private void attributes() {
        attribute("a text for a float", message().number(20, 1).text(4, "1.0"), "onnx_attribute");
        attribute("an integer for a text", message().number(20, 3).number(3, 1), "onnx_attribute");
        attribute("a tensor for a graph", message().number(20, 5).nested(5, integers("t", 1)), "onnx_attribute");
        attribute("a graph for a tensor", message().number(20, 4).nested(6, graph()), "onnx_attribute");
        attribute("two values", message().number(3, 1).text(4, "x"), "onnx_attribute");
        attribute("two tensors", message().nested(5, integers("t", 1)).nested(5, integers("t", 1)), "onnx_attribute");
        attribute("an unknown type", message().number(20, 99).number(3, 1), "onnx_attribute");
        attribute("a reference", message().text(21, "outer"), "onnx_functions");
    }

    private void attribute(String what, ProtoWriter attribute, String rule) {
        node("an attribute with " + what, node("Relu", "x", "y").nested(5, attribute.text(1, "a")), rule);
    }

    private void names() {
        graph("itself", node("Add", "y", "y"));
        graph("a cycle", node("Add", "b", "a"), node("Add", "a", "b"), node("Relu", "b", "y"));
        graph("a later node", node("Relu", "a", "y"), node("Relu", "x", "a"));
        graph("nothing", node("Relu", "nowhere", "y"));
        graph("a name twice", node("Relu", "x", "y"), node("Relu", "x", "y"));
        graph("an input's name", node("Relu", "x", "x"), node("Relu", "x", "y"));
        graph("no output of that name", node("Relu", "x", "z"));
        names("two inputs", graph().nested(11, value("x")));
        names("two initializers", graph().nested(5, integers("w", 1)).nested(5, integers("w", 1)));
        names("an initializer without a name", graph().nested(5, integers("", 1)));
        names("an initializer that a node makes", graph().nested(5, integers("y", 1)));
        names("a branch's value", graphOf(inside(graphOf(node("Relu", "x", "y")), "z"), node("Relu", "inner", "y")));
    }

    private void graph(String what, ProtoWriter... nodes) {
        names(what, graphOf(nodes));
    }

    private void names(String what, ProtoWriter graph) {
        add("a graph of " + what, model(graph).toBytes(), "onnx_names");
    }

    private void nesting() {
        for (int depth : new int[] {8, 20, 60}) {
            for (String operator : List.of("If", "Scan")) {
                ProtoWriter graph = graph();
                for (int i = 0; i < depth; i++) {
                    graph = graphOf(node(operator, "x", "y").nested(5, message().nested(6, graph)));
                }
                add(operator + " in itself " + depth + " times", model(graph).toBytes(), "onnx_nesting");
            }
        }
        ProtoWriter many = message();
        for (int i = 0; i <= 100_000; i++) {
            many.nested(1, message());
        }
        add("100,001 nodes", model(many).toBytes(), "onnx_nodes");
    }

    private void loops() {
        loop("without a number", UnaryOperator.identity(), "");
        loop("of as many turns as an input says", UnaryOperator.identity(), "x");
        loop("of 2^62 turns", graph -> graph.nested(5, integers("n", 1L << 62)), "n");
        loop("of -1 turns", graph -> graph.nested(5, integers("n", -1)), "n");
        loop("of two numbers of turns", graph -> graph.nested(5, integers("n", 1, 1)), "n");
        loop(
                "of as many turns as a text says",
                graph -> graph.nested(5, tensor("n", STRING, 1).text(6, "5")),
                "n");
    }

    private void loop(String what, UnaryOperator<ProtoWriter> change, String turns) {
        ProtoWriter loop = message()
                .text(1, turns)
                .text(2, "y")
                .text(4, "Loop")
                .nested(5, message().text(1, "body").nested(6, graph()).number(20, 5));
        add("a loop " + what, model(change.apply(graphOf(loop))).toBytes(), "onnx_loop");
    }

    /** A tensor wherever one may stand. */
    private static Map<String, ProtoWriter> everywhere(ProtoWriter tensor) {
        ProtoWriter sparse = message().nested(1, tensor);
        Map<String, ProtoWriter> graphs = new LinkedHashMap<>();
        graphs.put("an initializer", graph().nested(5, tensor));
        graphs.put("values of a sparse initializer", graph().nested(15, sparse));
        graphs.put(
                "indices of a sparse initializer", graph().nested(15, message().nested(2, tensor)));
        graphs.put("a constant", graphOf(constant(message().nested(5, tensor))));
        graphs.put("a list of constants", graphOf(constant(message().nested(10, tensor))));
        graphs.put("a sparse constant", graphOf(constant(message().nested(22, sparse))));
        graphs.put("sparse constants", graphOf(constant(message().nested(23, sparse))));
        graphs.put("an initializer of a branch", graphOf(inside(graph().nested(5, tensor))));
        return graphs;
    }

    private static ProtoWriter constant(ProtoWriter attribute) {
        return message().text(2, "y").text(4, "Constant").nested(5, attribute);
    }

    private static ProtoWriter inside(ProtoWriter graph) {
        return inside(graph, "y");
    }

    private static ProtoWriter inside(ProtoWriter graph, String output) {
        return node("If", "x", output)
                .nested(5, message().text(1, "then_branch").nested(6, graph).number(20, 5));
    }

    private static ProtoWriter graph() {
        return graphOf(node("Relu", "x", "y"));
    }

    private static ProtoWriter graphOf(ProtoWriter... nodes) {
        ProtoWriter graph = message();
        for (ProtoWriter node : nodes) {
            graph.nested(1, node);
        }
        return graph.nested(11, value("x", -1, 2)).nested(12, value("y", -1, 2));
    }

    private static ProtoWriter node(String operator, String input, String output) {
        return message().text(1, input).text(2, output).text(3, "n").text(4, operator);
    }

    private static ProtoWriter value(String name, long... shape) {
        ProtoWriter sizes = message();
        for (long size : shape) {
            sizes.nested(1, message().number(1, size));
        }
        return message()
                .text(1, name)
                .nested(2, message().nested(1, message().number(1, FLOAT).nested(2, sizes)));
    }

    private static ProtoWriter tensor(String name, long type, long... shape) {
        ProtoWriter tensor = message();
        for (long size : shape) {
            tensor.number(1, size);
        }
        return tensor.number(2, type).text(8, name);
    }

    private static ProtoWriter integers(String name, long... values) {
        ProtoWriter tensor = tensor(name, INT64, values.length);
        for (long value : values) {
            tensor.number(7, value);
        }
        return tensor;
    }

    private static ProtoWriter header(long ir, long opset) {
        return message().number(1, ir).nested(8, message().text(1, "").number(2, opset));
    }

    private static ProtoWriter model(ProtoWriter graph) {
        return header(8, 17).nested(7, graph);
    }

    private static byte[] cutAfterLength() {
        byte[] start = header(8, 17).toBytes();
        byte[] file = Arrays.copyOf(start, start.length + 6);
        System.arraycopy(new byte[] {0x3a, -1, -1, -1, -1, 7}, 0, file, start.length, 6);
        return file;
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void add(String name, byte[] file, String rule) {
        if (graphs.put(name, new Graph(file, rule)) != null) {
            throw new IllegalStateException("two graphs are named " + name);
        }
    }
}
