package farebox.training.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import farebox.training.data.Column;
import farebox.training.data.Column.Categories;
import farebox.training.data.Column.Numbers;
import farebox.training.data.Table;
import farebox.training.onnx.Labels;
import farebox.training.onnx.OnnxGraph;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A graph in ONNX Runtime, given tables as a caller gives rows. */
public final class ServedGraph implements AutoCloseable {
    /** A network of images holds megabytes for each row of a run. */
    private static final int ROWS_OF_A_RUN = 1_024;

    private final OrtSession session;

    private ServedGraph(OrtSession session) {
        this.session = session;
    }

    /** @param threads that one operator may use */
    public static ServedGraph open(OnnxGraph graph, int threads) {
        return new ServedGraph(OnnxSessions.open(graph, threads));
    }

    /** One array per row: the probability of each class, or one number. */
    public double[][] predict(Table table) {
        double[][] predictions = new double[table.rows()][];
        for (int from = 0; from < predictions.length; from += ROWS_OF_A_RUN) {
            int[] rows = IntStream.range(from, Math.min(predictions.length, from + ROWS_OF_A_RUN))
                    .toArray();
            double[][] some = predictAtOnce(rows.length == predictions.length ? table : table.select(rows));
            System.arraycopy(some, 0, predictions, from, some.length);
        }
        return predictions;
    }

    private double[][] predictAtOnce(Table table) {
        return run(table, result -> {
            String output =
                    session.getOutputNames().contains(FittedModel.VALUE) ? FittedModel.VALUE : Labels.PROBABILITIES;
            return doubles((float[][]) result.get(output).orElseThrow().getValue());
        });
    }

    /** The label of each row. */
    public List<String> labels(Table table) {
        return run(
                table,
                result -> List.of(
                        (String[]) result.get(Labels.LABEL).orElseThrow().getValue()));
    }

    private <T> T run(Table table, Reader<T> reader) {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            for (String name : session.getInputNames()) {
                inputs.put(name, tensor(table.column(name)));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                return reader.read(result);
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed to run the exported graph", e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    /** Reads the outputs of one run while they are held. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(OrtSession.Result result) throws OrtException;
    }

    private static OnnxTensor tensor(Column column) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] shape = {column.rows(), 1};
        return switch (column) {
            case Numbers numbers -> OnnxTensor.createTensor(environment, FloatBuffer.wrap(numbers.values()), shape);
            case Categories texts -> OnnxTensor.createTensor(environment, texts(texts), shape);
        };
    }

    private static String[] texts(Categories column) {
        String[] texts = new String[column.rows()];
        for (int row = 0; row < texts.length; row++) {
            texts[row] = column.text(row);
        }
        return texts;
    }

    private static double[][] doubles(float[][] rows) {
        double[][] wide = new double[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            wide[row] = new double[rows[row].length];
            for (int i = 0; i < rows[row].length; i++) {
                wide[row][i] = rows[row][i];
            }
        }
        return wide;
    }

    @Override
    public void close() {
        OnnxSessions.close(session);
    }
}
