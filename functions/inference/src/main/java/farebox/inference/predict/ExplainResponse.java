package farebox.inference.predict;

import com.fasterxml.jackson.core.JsonGenerator;
import farebox.http.Json;
import farebox.inference.Explanation;
import farebox.inference.ResolvedModel;
import farebox.kernel.Meter;
import farebox.models.ModelSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes an explanation: the prediction, and what each part adds to it; columns by name, pieces of a text in their
 * order, regions of an image with their box in pixels.
 */
final class ExplainResponse {
    private final Json json;

    ExplainResponse(Json json) {
        this.json = json;
    }

    byte[] write(ResolvedModel resolvedModel, Explanation explanation) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        ModelSpec spec = resolvedModel.card().spec();
        try (JsonGenerator out = json.mapper().getFactory().createGenerator(body)) {
            out.writeStartObject();
            PredictResponse.writeFields(explanation.prediction(), PredictResponse.labels(spec), out);
            out.writeNumberField("base", explanation.base());
            out.writeFieldName("contributions");
            if (spec instanceof ModelSpec.TextClassification || spec instanceof ModelSpec.ImageClassification) {
                writePieces(explanation, out);
            } else {
                writeColumns(explanation, out);
            }
            out.writeStringField("model", resolvedModel.id());
            out.writeStringField("version", resolvedModel.card().version().value());
            out.writeObjectFieldStart("usage");
            out.writeNumberField("compute_ms", explanation.amounts().of(Meter.COMPUTE_MS));
            out.writeEndObject();
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return body.toByteArray();
    }

    private static void writeColumns(Explanation explanation, JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (Explanation.Part part : explanation.parts()) {
            out.writeNumberField(part.name(), part.contribution());
        }
        out.writeEndObject();
    }

    private static void writeRegion(Explanation.Region region, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("box");
        out.writeNumberField("xmin", region.x());
        out.writeNumberField("ymin", region.y());
        out.writeNumberField("xmax", region.x() + region.width());
        out.writeNumberField("ymax", region.y() + region.height());
        out.writeEndObject();
    }

    private static void writePieces(Explanation explanation, JsonGenerator out) throws IOException {
        out.writeStartArray();
        for (Explanation.Part part : explanation.parts()) {
            out.writeStartObject();
            if (part.region().isPresent()) {
                writeRegion(part.region().get(), out);
            } else {
                out.writeStringField("text", part.name());
            }
            out.writeNumberField("contribution", part.contribution());
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
