package farebox.inference.predict;

import com.fasterxml.jackson.core.JsonGenerator;
import farebox.http.Json;
import farebox.inference.Predictions;
import farebox.inference.ResolvedModel;
import farebox.kernel.Meter;
import farebox.models.ModelSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Writes predictions: a label and the probability of each, or a value, for each row. */
final class PredictResponse {
    private final Json json;

    PredictResponse(Json json) {
        this.json = json;
    }

    byte[] write(ResolvedModel resolvedModel, Predictions predictions) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator out = json.mapper().getFactory().createGenerator(body)) {
            out.writeStartObject();
            out.writeArrayFieldStart("predictions");
            for (Predictions.Prediction prediction : predictions.list()) {
                write(prediction, labels(resolvedModel.card().spec()), out);
            }
            out.writeEndArray();
            out.writeStringField("model", resolvedModel.id());
            out.writeStringField("version", resolvedModel.card().version().value());
            out.writeObjectFieldStart("usage");
            out.writeNumberField("rows", predictions.amounts().of(Meter.ROWS));
            out.writeNumberField("compute_ms", predictions.amounts().of(Meter.COMPUTE_MS));
            out.writeEndObject();
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return body.toByteArray();
    }

    private static void write(Predictions.Prediction prediction, List<String> labels, JsonGenerator out)
            throws IOException {
        out.writeStartObject();
        writeFields(prediction, labels, out);
        out.writeEndObject();
    }

    /** Into an object that was begun. */
    static void writeFields(Predictions.Prediction prediction, List<String> labels, JsonGenerator out)
            throws IOException {
        switch (prediction) {
            case Predictions.OfValue of -> out.writeNumberField("value", of.value());
            case Predictions.OfClass of -> {
                out.writeStringField("label", of.label());
                out.writeObjectFieldStart("probabilities");
                for (int i = 0; i < labels.size(); i++) {
                    out.writeNumberField(labels.get(i), of.probabilities()[i]);
                }
                out.writeEndObject();
            }
        }
    }

    /** The labels of a classifier; none of another model. */
    static List<String> labels(ModelSpec spec) {
        return switch (spec) {
            case ModelSpec.TabularClassification tabular -> tabular.scores().labels();
            case ModelSpec.TextClassification text -> text.scores().labels();
            case ModelSpec.ImageClassification image -> image.scores().labels();
            case ModelSpec.TabularRegression _,
                    ModelSpec.TextEmbedding _,
                    ModelSpec.ObjectDetection _,
                    ModelSpec.VoiceActivity _,
                    ModelSpec.TextGeneration _,
                    ModelSpec.Sequence _,
                    ModelSpec.Tensors _ -> List.of();
        };
    }
}
