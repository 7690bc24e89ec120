package farebox.inference.openinference;

import com.fasterxml.jackson.core.JsonGenerator;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.models.tensor.JsonTensorCodec;
import farebox.models.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the response of {@code /infer}: JSON, followed by those outputs that are requested in binary form. */
final class InferResponse {
    private final Json json;

    InferResponse(Json json) {
        this.json = json;
    }

    /** A tensor, and how it is wanted. */
    record Output(Tensor tensor, boolean binary) {}

    HttpResponse write(String model, String version, Optional<String> id, List<Output> outputs) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(4 * 1024);
        try (JsonGenerator out = json.mapper().getFactory().createGenerator(body)) {
            out.writeStartObject();
            if (id.isPresent()) {
                out.writeStringField("id", id.get());
            }
            out.writeStringField("model_name", model);
            out.writeStringField("model_version", version);
            out.writeArrayFieldStart("outputs");
            for (Output output : outputs) {
                write(output, out);
            }
            out.writeEndArray();
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return outputs.stream().anyMatch(Output::binary)
                ? withTensors(body, outputs)
                : HttpResponse.json(200, body.toByteArray());
    }

    private static void write(Output output, JsonGenerator out) throws IOException {
        Tensor tensor = output.tensor();
        out.writeStartObject();
        out.writeStringField("name", tensor.name());
        out.writeStringField("datatype", tensor.type().name());
        out.writeArrayFieldStart("shape");
        for (long size : tensor.shape().sizes()) {
            out.writeNumber(size);
        }
        out.writeEndArray();
        if (output.binary()) {
            out.writeObjectFieldStart("parameters");
            out.writeNumberField("binary_data_size", BinaryTensorCodec.size(tensor));
            out.writeEndObject();
        } else {
            out.writeFieldName("data");
            JsonTensorCodec.write(tensor, out);
        }
        out.writeEndObject();
    }

    private static HttpResponse withTensors(ByteArrayOutputStream body, List<Output> outputs) {
        int length = body.size();
        outputs.stream().filter(Output::binary).forEach(output -> BinaryTensorCodec.write(output.tensor(), body));
        return new HttpResponse(
                200,
                Map.of(
                        "content-type",
                        "application/octet-stream",
                        InferReader.INFERENCE_HEADER,
                        Integer.toString(length)),
                body.toByteArray());
    }
}
