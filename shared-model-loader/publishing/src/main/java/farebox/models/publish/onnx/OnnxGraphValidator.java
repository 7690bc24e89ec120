package farebox.models.publish.onnx;

import farebox.kernel.InvalidRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Reads an ONNX file before any engine does, and refuses what must not reach one: data that lies in other files,
 * operators that are not on the list, training graphs, functions of its own, values that are not made before they are
 * used, and sizes beyond reason. Numbers of fields are those of onnx.proto.
 */
public final class OnnxGraphValidator {
    private static final long MIN_IR = 3;
    private static final long MAX_IR = 13;
    private static final long MIN_OPSET = 7;
    private static final long MAX_OPSET = 26;
    private static final long MAX_ML_OPSET = 5;

    private final Place root;
    private final GraphWalk walk = new GraphWalk();
    private Optional<ByteBuffer> graph = Optional.empty();
    private long irVersion;
    private boolean hasOpset;

    private OnnxGraphValidator(Place root) {
        this.root = root;
    }

    /** @throws InvalidRequest with the rule, the file's name and the place in it, if the graph is not served */
    public static void check(Path graph) throws IOException {
        try (FileChannel channel = FileChannel.open(graph, StandardOpenOption.READ)) {
            check(
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()),
                    Place.root(graph.getFileName().toString()));
        }
    }

    static void check(ByteBuffer file, Place root) {
        OnnxGraphValidator validator = new OnnxGraphValidator(root);
        ProtoMessage.walk(file, root, validator::model);
        validator.finish();
    }

    private void model(int number, long value, ByteBuffer bytes) {
        switch (number) {
            case 1 -> irVersion = value;
            case 7 -> graph(bytes);
            case 8 -> opset(bytes);
            case 20 -> throw GraphRule.TRAINING.broken(root.at("training_info"), "a graph that trains is not served");
            case 25 ->
                throw GraphRule.FUNCTIONS.broken(
                        root.at("functions"), "a graph with functions of its own is not served; export it without");
            default -> {}
        }
    }

    private void graph(ByteBuffer bytes) {
        GraphRule.FORMAT.require(graph.isEmpty(), root.at("graph"), "the file holds two graphs");
        graph = Optional.of(bytes);
    }

    private void finish() {
        ByteBuffer found =
                graph.orElseThrow(() -> GraphRule.FORMAT.broken(root.at("graph"), "the file holds no ONNX graph"));
        GraphRule.IR_VERSION.require(
                irVersion >= MIN_IR && irVersion <= MAX_IR,
                root.at("ir_version"),
                "the file has the IR version " + irVersion + "; " + MIN_IR + " to " + MAX_IR + " are served");
        GraphRule.OPSET.require(hasOpset, root.at("opset_import"), "the file names no opset of ONNX's own operators");
        walk.graph(found, Optional.empty(), root.at("graph"));
    }

    /** Opsets of domains that no node uses do not matter. */
    private void opset(ByteBuffer bytes) {
        String[] domain = {""};
        long[] version = {0};
        ProtoMessage.walk(bytes, root.at("opset_import"), (number, value, text) -> {
            switch (number) {
                case 1 -> domain[0] = ProtoMessage.text(text);
                case 2 -> version[0] = value;
                default -> {}
            }
        });
        switch (domain[0]) {
            case "", Operators.ONNX -> {
                hasOpset = true;
                requireOpset(domain[0], version[0], MIN_OPSET, MAX_OPSET);
            }
            case "ai.onnx.ml" -> {
                hasOpset = true;
                requireOpset(domain[0], version[0], 1, MAX_ML_OPSET);
            }
            default -> {}
        }
    }

    private void requireOpset(String domain, long version, long from, long to) {
        GraphRule.OPSET.require(
                version >= from && version <= to,
                root.at("opset_import"),
                "the opset " + version + " of '" + (domain.isEmpty() ? Operators.ONNX : domain) + "' is not served; "
                        + from + " to " + to + " are");
    }
}
