package farebox.inference.predict;

import com.fasterxml.jackson.core.JsonGenerator;
import farebox.http.Json;
import farebox.inference.DetectObjects;
import farebox.inference.Predictions;
import farebox.inference.ReadText;
import farebox.inference.Reading;
import farebox.inference.ResolvedModel;
import farebox.inference.TextLine;
import farebox.kernel.Amounts;
import farebox.kernel.Meter;
import farebox.models.ModelSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes predictions: for each input a label and the probability of each, a value, or what was found in an image. */
final class PredictResponse {
    /** What inputs are counted in; each task has one. */
    private static final Map<String, Meter> COUNTED =
            new TreeMap<>(Map.of("rows", Meter.ROWS, "tokens", Meter.TOKENS_IN, "images", Meter.IMAGES));

    private final Json json;

    PredictResponse(Json json) {
        this.json = json;
    }

    byte[] write(ResolvedModel model, Predictions predictions) {
        return write(model, predictions.amounts(), out -> {
            for (Predictions.Prediction prediction : predictions.list()) {
                write(prediction, labels(model.card().spec()), out);
            }
        });
    }

    byte[] write(ResolvedModel model, ReadText.Readings readings) {
        return write(model, readings.amounts(), out -> {
            for (Reading reading : readings.list()) {
                write(reading, out);
            }
        });
    }

    byte[] write(ResolvedModel model, DetectObjects.Detections detections) {
        return write(model, detections.amounts(), out -> {
            for (List<DetectObjects.Found> found : detections.list()) {
                write(found, out);
            }
        });
    }

    @FunctionalInterface
    private interface Writes {
        void to(JsonGenerator out) throws IOException;
    }

    private byte[] write(ResolvedModel model, Amounts amounts, Writes predictions) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator out = json.mapper().getFactory().createGenerator(body)) {
            out.writeStartObject();
            out.writeArrayFieldStart("predictions");
            predictions.to(out);
            out.writeEndArray();
            out.writeStringField("model", model.id());
            out.writeStringField("version", model.card().version().value());
            out.writeObjectFieldStart("usage");
            for (Map.Entry<String, Meter> counted : COUNTED.entrySet()) {
                if (amounts.of(counted.getValue()) > 0) {
                    out.writeNumberField(counted.getKey(), amounts.of(counted.getValue()));
                }
            }
            out.writeNumberField("compute_ms", amounts.of(Meter.COMPUTE_MS));
            out.writeEndObject();
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return body.toByteArray();
    }

    private static void write(Reading reading, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("text", reading.text());
        out.writeArrayFieldStart("lines");
        for (TextLine line : reading.lines()) {
            out.writeStartObject();
            out.writeStringField("text", line.text());
            out.writeNumberField("score", line.score());
            write(line.box(), out);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void write(List<DetectObjects.Found> found, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeArrayFieldStart("objects");
        for (DetectObjects.Found object : found) {
            out.writeStartObject();
            out.writeStringField("label", object.label());
            out.writeNumberField("score", object.score());
            write(object.box(), out);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void write(DetectObjects.Box box, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("box");
        out.writeNumberField("xmin", box.xMin());
        out.writeNumberField("ymin", box.yMin());
        out.writeNumberField("xmax", box.xMax());
        out.writeNumberField("ymax", box.yMax());
        out.writeEndObject();
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
                    ModelSpec.ImageToText _,
                    ModelSpec.ObjectDetection _,
                    ModelSpec.VoiceActivity _,
                    ModelSpec.TextGeneration _,
                    ModelSpec.Sequence _,
                    ModelSpec.Tensors _ -> List.of();
        };
    }
}
