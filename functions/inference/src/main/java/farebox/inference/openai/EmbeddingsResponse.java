package farebox.inference.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import farebox.http.Json;
import farebox.inference.Embeddings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Writes OpenAI's list of embeddings, number by number, without a tree of it in memory. */
final class EmbeddingsResponse {
    /** Of most numbers, with the comma. */
    private static final int NUMBER_CHARACTERS = 14;

    private final Json json;

    EmbeddingsResponse(Json json) {
        this.json = json;
    }

    /** @param dimensions to which each vector is shortened */
    byte[] write(String model, Embeddings embeddings, EmbeddingFormat format, int dimensions) {
        int expected = Math.toIntExact(
                format.size(dimensions).bytes() * embeddings.vectors().size());
        ByteArrayOutputStream body = new ByteArrayOutputStream(expected + 256);
        try (JsonGenerator out = json.mapper().getFactory().createGenerator(body)) {
            out.writeStartObject();
            out.writeStringField("object", "list");
            out.writeArrayFieldStart("data");
            for (int index = 0; index < embeddings.vectors().size(); index++) {
                out.writeStartObject();
                out.writeStringField("object", "embedding");
                out.writeNumberField("index", index);
                out.writeFieldName("embedding");
                float[] vector = Vectors.shortened(embeddings.vectors().get(index), dimensions);
                switch (format) {
                    case BASE64 -> out.writeBinary(Vectors.littleEndian(vector));
                    case FLOAT -> writeNumbers(vector, out, body);
                }
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeStringField("model", model);
            out.writeObjectFieldStart("usage");
            out.writeNumberField("prompt_tokens", embeddings.tokenCount().count());
            out.writeNumberField("total_tokens", embeddings.tokenCount().count());
            out.writeEndObject();
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return body.toByteArray();
    }

    /** Past the generator, which would make a string of each number and look at each of its characters. */
    private static void writeNumbers(float[] vector, JsonGenerator out, ByteArrayOutputStream body) throws IOException {
        out.writeRawValue("");
        out.flush();
        body.writeBytes(array(vector));
    }

    /** A builder takes the digits of a float as they are found. */
    private static byte[] array(float[] vector) {
        StringBuilder array = new StringBuilder(vector.length * NUMBER_CHARACTERS + 2).append('[');
        for (int i = 0; i < vector.length; i++) {
            if (i > 0) {
                array.append(',');
            }
            array.append(vector[i]);
        }
        return array.append(']').toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
