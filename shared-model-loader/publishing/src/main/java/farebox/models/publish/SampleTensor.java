package farebox.models.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import farebox.models.tensor.JsonTensorCodec;
import farebox.models.tensor.Shape;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A tensor of a sample, as in an Open Inference request. */
public record SampleTensor(String name, List<Long> shape, TensorType datatype, JsonNode data) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** All tensors of one run. */
    public record Sample(List<SampleTensor> inputs) {
        public List<Tensor> tensors() {
            return inputs.stream().map(SampleTensor::tensor).toList();
        }

        public static Sample of(List<Tensor> tensors) {
            return new Sample(tensors.stream().map(SampleTensor::of).toList());
        }
    }

    Tensor tensor() {
        Shape sizes = new Shape(shape);
        return new Tensor(name, datatype, sizes, JsonTensorCodec.read(data, datatype, sizes));
    }

    private static SampleTensor of(Tensor tensor) {
        return new SampleTensor(tensor.name(), tensor.shape().sizes(), tensor.type(), data(tensor));
    }

    private static JsonNode data(Tensor tensor) {
        try (TokenBuffer buffer = new TokenBuffer(MAPPER, false)) {
            JsonTensorCodec.write(tensor, buffer);
            return MAPPER.readTree(buffer.asParser());
        } catch (IOException e) {
            throw new UncheckedIOException("a tensor of ours does not become JSON", e);
        }
    }
}
