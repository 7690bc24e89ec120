package farebox.training.export;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import farebox.kernel.FileTree;
import farebox.training.onnx.Dimension;
import farebox.training.onnx.ElementType;
import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.OnnxGraph;
import farebox.training.onnx.Value;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * What a process grows by when it opens a graph and answers once, in bytes: weights, the plan and what a run takes. A
 * process that has trained holds memory that it takes again instead of growing, so a new one is asked.
 */
final class GraphMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final String RESIDENT = "VmRSS:";

    /** Of a text or a sequence, whose length a graph leaves open. */
    private static final long LENGTH = 64;

    private GraphMemory() {}

    /** @return empty on a system that does not tell, and for a graph whose inputs depend on each other */
    static OptionalLong measure(OnnxGraph graph) {
        if (!Files.isReadable(STATUS)) {
            return OptionalLong.empty();
        }
        try {
            Path folder = Files.createTempDirectory("farebox-graph");
            try {
                return measured(written(smallest(), folder, "smallest.onnx"), written(graph, folder, "model.onnx"));
            } finally {
                FileTree.delete(folder);
            }
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** What any session takes, which is no part of a graph's memory. */
    private static OnnxGraph smallest() {
        GraphBuilder graph = new GraphBuilder("smallest");
        Value input = graph.input("input", ElementType.FLOAT, Dimension.fixed(1));
        graph.output("output", input, ElementType.FLOAT, Dimension.fixed(1));
        return graph.build();
    }

    private static Path written(OnnxGraph graph, Path folder, String name) throws IOException {
        return Files.write(folder.resolve(name), graph.toBytes());
    }

    private static OptionalLong measured(Path smallest, Path graph) throws IOException {
        Path grown = graph.resolveSibling("grown");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GraphMemory.class.getName(),
                        smallest.toString(),
                        graph.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(grown.toFile())
                .start();
        return endsWell(process)
                ? OptionalLong.of(Long.parseLong(Files.readString(grown).strip()))
                : OptionalLong.empty();
    }

    private static boolean endsWell(Process process) {
        try {
            return process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Runs in the process that is asked: prints how much it has grown. */
    public static void main(String[] arguments) throws IOException, OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession smallest = environment.createSession(arguments[0], options)) {
                run(environment, smallest);
            }
            long before = resident();
            try (OrtSession session = environment.createSession(arguments[1], options)) {
                run(environment, session);
                System.out.println(Math.max(0, resident() - before));
            }
        }
    }

    private static void run(OrtEnvironment environment, OrtSession session) throws OrtException {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            for (var input : session.getInputInfo().entrySet()) {
                inputs.put(input.getKey(), tensor(environment, (TensorInfo)
                        input.getValue().getInfo()));
            }
            session.run(inputs).close();
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    /** Zeros, or empty texts: one item, where the graph leaves open how many. */
    private static OnnxTensor tensor(OrtEnvironment environment, TensorInfo info) throws OrtException {
        long[] shape = info.getShape();
        for (int axis = 0; axis < shape.length; axis++) {
            if (shape[axis] < 0) {
                shape[axis] = axis == 0 ? 1 : LENGTH;
            }
        }
        int values = Math.toIntExact(LongStream.of(shape).reduce(1, Math::multiplyExact));
        if (info.type == OnnxJavaType.STRING) {
            String[] texts = new String[values];
            Arrays.fill(texts, "");
            return OnnxTensor.createTensor(environment, texts, shape);
        }
        ByteBuffer zeros = ByteBuffer.allocateDirect(values * info.type.size).order(ByteOrder.nativeOrder());
        return OnnxTensor.createTensor(environment, zeros, shape, info.type);
    }

    private static long resident() throws IOException {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(kibibytes -> Long.parseLong(kibibytes) * 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
