package farebox.inference.openinference;

import farebox.inference.EmbedCommand;
import farebox.inference.Input;
import farebox.inference.TableInput;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Utf8Decoder;
import farebox.models.Columns;
import farebox.models.ModelCard;
import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorSchema;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The tensors of a request in the form of a task: each a vector, or a column, of one value for each item. */
record TaskInputs(GraphSchema form, InferRequest request) {

    /** @throws InvalidRequest if the request names another input or output, or an input has another type or shape */
    TaskInputs {
        for (Tensor tensor : request.inputs()) {
            TensorSchema input = form.input(tensor.name())
                    .orElseThrow(() -> new InvalidRequest("there is no input '%s'; the model reads %s"
                            .formatted(tensor.name(), names(form.inputs()))));
            requireVector(input, tensor);
        }
        for (InferRequest.WantedOutput output : request.outputs()) {
            if (form.output(output.name()).isEmpty()) {
                throw new InvalidRequest(
                        "there is no output '%s'; the model gives %s".formatted(output.name(), names(form.outputs())));
            }
        }
    }

    /** The elements of the one input of a model of texts, images or audio. */
    List<byte[]> items() {
        Tensor only = request.inputs().getFirst();
        List<byte[]> items = ((Tensor.Pieces) only.content()).pieces();
        if (items.isEmpty() || items.size() > EmbedCommand.MAX_INPUTS) {
            throw new InvalidRequest("input '%s' has 1 to %d elements, not %d"
                    .formatted(only.name(), EmbedCommand.MAX_INPUTS, items.size()));
        }
        return items;
    }

    /** The element of a model that takes one. */
    byte[] only() {
        List<byte[]> items = items();
        if (items.size() != 1) {
            throw new InvalidRequest("input '%s' has one element, not %d"
                    .formatted(request.inputs().getFirst().name(), items.size()));
        }
        return items.getFirst();
    }

    /** @throws InvalidRequest if one is empty or not UTF-8 */
    List<Input> texts() {
        List<byte[]> items = items();
        return IntStream.range(0, items.size())
                .mapToObj(index -> text(items.get(index), index))
                .toList();
    }

    /** @throws InvalidRequest if a column is missing, has another number of rows, or lacks a value that it needs */
    TableInput table(ModelCard card) {
        int rows = request.inputs().getFirst().shape().elements();
        TableInput table = new TableInput(card, rows);
        for (Columns.Column column : TableInput.columns(card).orElseThrow().list()) {
            put(column, rows, table);
        }
        return table;
    }

    private void put(Columns.Column column, int rows, TableInput table) {
        Tensor tensor = request.inputs().stream()
                .filter(input -> input.name().equals(column.name()))
                .findFirst()
                .orElseThrow(() -> new InvalidRequest("the column '" + column.name() + "' is missing"));
        if (tensor.shape().elements() != rows) {
            throw new InvalidRequest("the column '%s' has %d rows, and '%s' has %d"
                    .formatted(
                            column.name(),
                            tensor.shape().elements(),
                            request.inputs().getFirst().name(),
                            rows));
        }
        switch (tensor.content()) {
            case Tensor.Fixed fixed -> putNumbers(column, tensor, fixed.view(), table);
            case Tensor.Pieces texts -> {
                for (int row = 0; row < rows; row++) {
                    table.put(row, column.name(), texts.pieces().get(row));
                }
            }
        }
    }

    private static void putNumbers(Columns.Column column, Tensor tensor, ByteBuffer elements, TableInput table) {
        double[] numbers = tensor.numbers();
        int width = tensor.type().width();
        for (int row = 0; row < numbers.length; row++) {
            if (!Double.isFinite(numbers[row]) && !(column.nullable() && Double.isNaN(numbers[row]))) {
                throw new InvalidRequest("row " + row + " of the column '" + column.name() + "' is not a number");
            }
            ByteBuffer element = elements.slice(row * width, width).order(ByteOrder.LITTLE_ENDIAN);
            table.put(row, column.name(), into -> into.put(element));
        }
    }

    private static void requireVector(TensorSchema input, Tensor tensor) {
        List<Long> sizes = tensor.shape().sizes();
        if (tensor.type() != input.type()) {
            throw new InvalidRequest(
                    "input '%s' is of datatype %s, not %s".formatted(input.name(), input.type(), tensor.type()));
        }
        if (sizes.size() != 1 && !(sizes.size() == 2 && sizes.get(1) == 1)) {
            throw new InvalidRequest(
                    "input '%s' has shape [n] or [n,1], not %s".formatted(input.name(), tensor.shape()));
        }
    }

    private static Input text(byte[] utf8, int index) {
        return Utf8Decoder.decode(ByteBuffer.wrap(utf8))
                .map(text -> Input.text(text, index))
                .orElseThrow(() -> new InvalidRequest("element " + index + " of input 'text' is not UTF-8"));
    }

    private static String names(List<TensorSchema> tensors) {
        return tensors.stream().map(tensor -> "'" + tensor.name() + "'").collect(Collectors.joining(", "));
    }
}
