package farebox.inference.predict;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.http.Json;
import farebox.inference.Detect;
import farebox.inference.DetectObjects;
import farebox.inference.Input;
import farebox.inference.ModelCall;
import farebox.inference.Predict;
import farebox.inference.Predictions;
import farebox.inference.ReadText;
import farebox.inference.ResolvedModel;
import farebox.inference.TableInput;
import farebox.kernel.Amounts;
import farebox.kernel.Deadline;
import farebox.kernel.InvalidRequest;
import farebox.kernel.TenantId;
import farebox.metering.MeteredCall;
import farebox.models.Columns;
import farebox.models.ModelSpec;
import java.util.List;

/** Predictions without HTTP: from the inputs of a request to the body of its response, on one line. */
public final class CreatePredictions {
    private final Predict predict;
    private final Detect detect;
    private final PredictResponse response;

    public CreatePredictions(Predict predict, Detect detect, Json json) {
        this.predict = predict;
        this.detect = detect;
        this.response = new PredictResponse(json);
    }

    /** Who asks which model, and until when. */
    public record Request(TenantId tenant, ResolvedModel model, Deadline deadline) {
        private ModelCall call() {
            return new ModelCall(tenant, model.card(), deadline);
        }
    }

    /** @throws InvalidRequest if the model does not take such an input */
    MeteredCall.Result<byte[]> of(Request request, PredictInput input) {
        return switch (input) {
            case PredictInput.Rows rows -> rows(request, rows.rows());
            case PredictInput.Texts texts ->
                texts(request, request.call().require(ModelSpec.TextClassification.class), texts.texts());
            case PredictInput.Image image -> image(request, image.content());
        };
    }

    /**
     * @param rows a list of objects of columns
     * @throws InvalidRequest if the model has no columns, or a row does not fit them
     */
    public MeteredCall.Result<byte[]> rows(Request request, JsonNode rows) {
        TableInput table = new RowsRequest(request.model().card(), columns(request.model())).table(rows);
        return result(request, predict.rows(request.call(), table));
    }

    /**
     * A row whose values are all texts, such as a CSV has; an empty one is no value.
     *
     * @throws InvalidRequest as {@link #rows}
     */
    public MeteredCall.Result<byte[]> textRow(Request request, JsonNode values) {
        ObjectNode row = values.deepCopy();
        for (Columns.Column column : columns(request.model()).list()) {
            JsonNode value = values.path(column.name());
            if (value.isTextual()) {
                row.set(column.name(), ColumnText.value(request.model().card(), column, value.textValue()));
            }
        }
        return rows(request, new ArrayNode(JsonNodeFactory.instance, List.of(row)));
    }

    /** @throws InvalidRequest if a text is longer than the model can read */
    public MeteredCall.Result<byte[]> texts(Request request, ModelSpec.TextClassification spec, List<Input> texts) {
        return result(request, predict.texts(request.call(), spec, texts));
    }

    /** @throws InvalidRequest if the model is for no images, or it is none that the model can read */
    public MeteredCall.Result<byte[]> image(Request request, byte[] image) {
        ModelCall call = request.call();
        ModelSpec task = call.card().spec();
        if (task instanceof ModelSpec.ImageToText spec) {
            ReadText.Readings readings = detect.text().run(call, spec, List.of(image));
            return result(request, response.write(request.model(), readings), readings.amounts());
        }
        if (task instanceof ModelSpec.ObjectDetection spec) {
            DetectObjects.Detections detections = detect.objects().run(call, spec, List.of(image));
            return result(request, response.write(request.model(), detections), detections.amounts());
        }
        ModelSpec.ImageClassification spec = call.require(ModelSpec.ImageClassification.class);
        return result(request, predict.images(call, spec, List.of(image)));
    }

    private MeteredCall.Result<byte[]> result(Request request, Predictions predictions) {
        return result(request, response.write(request.model(), predictions), predictions.amounts());
    }

    private static MeteredCall.Result<byte[]> result(Request request, byte[] body, Amounts amounts) {
        return new MeteredCall.Result<>(body, request.model().resource(), amounts);
    }

    private static Columns columns(ResolvedModel model) {
        return TableInput.columns(model.card()).orElseThrow(() -> noColumns(model));
    }

    private static InvalidRequest noColumns(ResolvedModel model) {
        ModelSpec spec = model.card().spec();
        return new InvalidRequest(
                "the model '%s' is for %s and has no named columns; call it by %s"
                        .formatted(
                                model.card().ref().name(),
                                spec.task().wireName(),
                                spec instanceof ModelSpec.TextEmbedding
                                        ? "POST /v1/embeddings"
                                        : "POST /v2/models/" + model.id() + "/infer"),
                "model");
    }
}
