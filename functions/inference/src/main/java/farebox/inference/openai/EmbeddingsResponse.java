package farebox.inference.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import farebox.http.Json;
import farebox.inference.Embeddings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

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
            writeAll(embeddings.vectors(), format, dimensions, out);
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

    private static void writeAll(List<float[]> vectors, EmbeddingFormat format, int dimensions, JsonGenerator out)
            throws IOException {
        for (int index = 0; index < vectors.size(); index++) {
            out.writeStartObject();
            out.writeStringField("object", "embedding");
            out.writeNumberField("index", index);
            out.writeFieldName("embedding");
            write(Vectors.shortened(vectors.get(index), dimensions), format, out);
            out.writeEndObject();
        }
    }

    private static void write(float[] vector, EmbeddingFormat format, JsonGenerator out) throws IOException {
        switch (format) {
            case BASE64 -> out.writeBinary(Vectors.littleEndian(vector));
            case FLOAT -> out.writeRawValue(array(vector));
        }
    }

    /** A builder takes the digits of a float as they are found; a generator makes a string of each number first. */
    private static String array(float[] vector) {
        StringBuilder array = new StringBuilder(vector.length * NUMBER_CHARACTERS + 2).append('[');
        for (int i = 0; i < vector.length; i++) {
            if (i > 0) {
                array.append(',');
            }
            array.append(vector[i]);
        }
        return array.append(']').toString();
    }
}
