package farebox.models.publish.onnx;

import farebox.kernel.InvalidRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Reads an ONNX file before any engine does, and refuses what must not reach one: data that lies in other files,
 * operators of other makers, training graphs, functions of its own, and sizes beyond reason. Numbers of fields are
 * those of onnx.proto.
 */
final class OnnxGraphValidator {
    /** com.microsoft is what the optimiser and the quantiser of ONNX Runtime write. */
    private static final Set<String> DOMAINS = Set.of("", "ai.onnx", "ai.onnx.ml", "com.microsoft");

    /** It loads a compiled graph of another engine, out of a file that it names. */
    private static final String ENGINE_CONTEXT = "EPContext";

    private static final int MAX_NODES = 100_000;
    private static final int MAX_DEPTH = 8;
    private static final long MAX_ELEMENTS = 1L << 31;
    private static final int EXTERNAL = 1;

    private int nodes;
    private boolean hasGraph;

    private OnnxGraphValidator() {}

    /** @throws InvalidRequest with the reason, if the graph is not served */
    static void check(Path graph) throws IOException {
        try (FileChannel channel = FileChannel.open(graph, StandardOpenOption.READ)) {
            check(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        }
    }

    static void check(ByteBuffer graph) {
        OnnxGraphValidator validator = new OnnxGraphValidator();
        ProtoMessage.walk(graph, validator::model);
        require(validator.hasGraph, "the file holds no ONNX graph");
    }

    private void model(int number, long value, ByteBuffer bytes) {
        switch (number) {
            case 7 -> {
                hasGraph = true;
                graph(bytes, 1);
            }
            case 20 -> throw new InvalidRequest("a graph that trains is not served");
            case 25 -> throw new InvalidRequest("a graph with functions of its own is not served; export it without");
            default -> {}
        }
    }

    private void graph(ByteBuffer graph, int depth) {
        require(depth <= MAX_DEPTH, "the graphs inside the graph lie deeper than " + MAX_DEPTH);
        ProtoMessage.walk(graph, (number, _, bytes) -> {
            switch (number) {
                case 1 -> node(bytes, depth);
                case 5 -> tensor(bytes);
                case 15 -> sparse(bytes);
                default -> {}
            }
        });
    }

    private void node(ByteBuffer node, int depth) {
        nodes++;
        require(nodes <= MAX_NODES, "the graph has more than " + MAX_NODES + " nodes");
        ProtoMessage.walk(node, (number, _, bytes) -> {
            switch (number) {
                case 4 -> require(!text(bytes).equals(ENGINE_CONTEXT), "compiled graphs are not served");
                case 5 -> attribute(bytes, depth);
                case 7 ->
                    require(
                            DOMAINS.contains(text(bytes)),
                            "the graph uses operators that are not ONNX's own or ONNX Runtime's");
                default -> {}
            }
        });
    }

    private void attribute(ByteBuffer attribute, int depth) {
        ProtoMessage.walk(attribute, (number, _, bytes) -> {
            switch (number) {
                case 5, 10 -> tensor(bytes);
                case 6, 11 -> graph(bytes, depth + 1);
                case 22, 23 -> sparse(bytes);
                default -> {}
            }
        });
    }

    private void sparse(ByteBuffer sparse) {
        ProtoMessage.walk(sparse, (number, _, bytes) -> {
            if (number == 1 || number == 2) {
                tensor(bytes);
            }
        });
    }

    private void tensor(ByteBuffer tensor) {
        Elements elements = new Elements();
        ProtoMessage.walk(tensor, (number, value, bytes) -> {
            switch (number) {
                case 1 -> elements.dimension(value, bytes);
                case 13 ->
                    throw new InvalidRequest("the graph keeps data in other files; export it with its data inside");
                case 14 -> require(value != EXTERNAL, "the graph keeps data in other files; export it whole");
                default -> {}
            }
        });
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    private static void require(boolean holds, String reason) {
        if (!holds) {
            throw new InvalidRequest(reason);
        }
    }

    /** The product of the dimensions of one tensor, which come one by one or packed. */
    private static final class Elements {
        private long count = 1;

        private void dimension(long value, ByteBuffer packed) {
            if (!packed.hasRemaining()) {
                times(value);
            }
            ByteBuffer left = packed.duplicate();
            while (left.hasRemaining()) {
                times(ProtoMessage.varint(left));
            }
        }

        private void times(long size) {
            require(size >= 0 && size <= MAX_ELEMENTS, "a tensor of the graph has no such size");
            count *= size;
            require(count <= MAX_ELEMENTS, "a tensor of the graph has more than " + MAX_ELEMENTS + " elements");
        }
    }
}
