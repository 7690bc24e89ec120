package farebox.inference;

import farebox.kernel.InvalidRequest;
import farebox.models.Columns;
import farebox.models.ModelCard;
import farebox.models.ModelSpec;
import farebox.models.tensor.Shape;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;
import farebox.monitoring.ModelDistributions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The tensors of a table, filled value by value. */
public final class TableInput {
    /** The most rows of one request, in every protocol. */
    public static final int MAX_ROWS = 10_000;

    private final int rows;
    private final Map<String, Block> blocks = new LinkedHashMap<>();
    private final Map<String, Place> places = new LinkedHashMap<>();

    /**
     * @param rows from 1
     * @throws InvalidRequest if there are too many rows
     */
    public TableInput(ModelCard card, int rows) {
        if (rows < 1 || rows > MAX_ROWS) {
            throw new InvalidRequest("a request has 1 to " + MAX_ROWS + " rows, not " + rows, "rows");
        }
        this.rows = rows;
        columns(card)
                .orElseThrow(() -> new IllegalArgumentException("no model of tables: " + card.ref()))
                .byInput()
                .forEach((input, columns) -> add(card.graph().requireInput(input), columns));
    }

    /** The columns of a model of tables; empty for any other. */
    public static Optional<Columns> columns(ModelCard card) {
        return switch (card.spec()) {
            case ModelSpec.TabularClassification spec -> Optional.of(spec.columns());
            case ModelSpec.TabularRegression spec -> Optional.of(spec.columns());
            case ModelSpec.TextEmbedding _,
                    ModelSpec.TextClassification _,
                    ModelSpec.ImageClassification _,
                    ModelSpec.ImageToText _,
                    ModelSpec.ObjectDetection _,
                    ModelSpec.VoiceActivity _,
                    ModelSpec.TextGeneration _,
                    ModelSpec.Sequence _,
                    ModelSpec.Tensors _ -> Optional.empty();
        };
    }

    /** @throws IllegalArgumentException if there is no such column */
    public TensorType type(String column) {
        return place(column).block().schema().type();
    }

    /** @param write puts one element of the column's type, little-endian */
    public void put(int row, String column, Consumer<ByteBuffer> write) {
        Place place = place(column);
        write.accept(place.block().at(row, place.column()));
    }

    public void put(int row, String column, byte[] text) {
        Place place = place(column);
        place.block().texts()[row * place.block().columns() + place.column()] = text;
    }

    int rows() {
        return rows;
    }

    /** Adds the values of one row to how the inputs of the model are distributed. */
    void addTo(ModelDistributions distributions, int row) {
        places.forEach((column, place) -> place.block().addTo(distributions, column, row, place.column()));
    }

    List<Tensor> tensors() {
        return blocks.values().stream().map(block -> block.tensor(rows)).toList();
    }

    private void add(TensorSchema schema, List<Columns.Column> columns) {
        boolean isText = schema.type() == TensorType.BYTES;
        int elements = new Shape(List.of((long) rows, (long) columns.size())).elements();
        Block block = new Block(
                schema,
                columns.size(),
                ByteBuffer.allocate(elements * schema.type().width()).order(ByteOrder.LITTLE_ENDIAN),
                new byte[isText ? elements : 0][0]);
        blocks.put(schema.name(), block);
        for (int column = 0; column < columns.size(); column++) {
            places.put(columns.get(column).name(), new Place(block, column));
        }
    }

    private Place place(String column) {
        Place place = places.get(column);
        if (place == null) {
            throw new IllegalArgumentException("there is no column " + column);
        }
        return place;
    }

    private record Place(Block block, int column) {}

    /** The values of one tensor, row by row. */
    private record Block(TensorSchema schema, int columns, ByteBuffer bytes, byte[][] texts) {
        private ByteBuffer at(int row, int column) {
            return bytes.position((row * columns + column) * schema.type().width());
        }

        private void addTo(ModelDistributions distributions, String name, int row, int column) {
            if (schema.type() == TensorType.BYTES) {
                byte[] text = texts[row * columns + column];
                distributions.inputs().addText(name, new String(text, StandardCharsets.UTF_8));
            } else {
                ByteBuffer value = bytes.duplicate()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .position((row * columns + column) * schema.type().width());
                distributions.inputs().addNumber(name, schema.type().number(value));
            }
        }

        private Tensor tensor(int rows) {
            Shape shape = schema.shape().size() == 1 ? Shape.of(rows) : Shape.of(rows, columns);
            Tensor.Content content = schema.type() == TensorType.BYTES
                    ? new Tensor.Pieces(new ArrayList<>(Arrays.asList(texts)))
                    : new Tensor.Fixed(bytes.position(0));
            return new Tensor(schema.name(), schema.type(), shape, content);
        }
    }
}
