package farebox.batch.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.batch.BatchEndpoint;
import farebox.batch.UploadedInput;
import farebox.batch.UploadedObjects;
import farebox.inference.Catalog;
import farebox.inference.ResolvedModel;
import farebox.inference.http.JsonFields;
import farebox.inference.http.TextsJson;
import farebox.inference.openai.CreateEmbeddings;
import farebox.inference.predict.CreatePredictions;
import farebox.kernel.Deadline;
import farebox.kernel.InvalidRequest;
import farebox.kernel.TenantId;
import farebox.metering.MeteredCall;
import farebox.models.ModelSpec;
import java.util.List;

/**
 * Inputs of uploaded batches, each read as the task of its model asks: {@code input} is a text, or a list of texts;
 * {@code rows} and {@code row} are of a table, and so are fields without either; {@code image} is an image in base64,
 * or an object is one.
 */
public final class UploadEndpoint implements BatchEndpoint {
    /** In stored batches; no path has it. */
    public static final String PATH = "upload";

    private final Catalog catalog;
    private final CreateEmbeddings embeddings;
    private final CreatePredictions predictions;
    private final UploadedContent uploads;

    public UploadEndpoint(
            Catalog catalog, CreateEmbeddings embeddings, CreatePredictions predictions, UploadedObjects uploads) {
        this.catalog = catalog;
        this.embeddings = embeddings;
        this.predictions = predictions;
        this.uploads = new UploadedContent(uploads);
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public Requests open(TenantId tenant, Deadline deadline) {
        ChunkModels models = new ChunkModels(catalog, tenant);
        return (_, body) -> {
            UploadedInput input = UploadedInput.of(body);
            return run(new CreatePredictions.Request(tenant, models.choose(input.model()), deadline), input);
        };
    }

    private MeteredCall.Result<byte[]> run(CreatePredictions.Request request, UploadedInput input) {
        return switch (input) {
            case UploadedInput.Fields fields -> run(request, fields);
            case UploadedInput.Invocation _ -> throw new IllegalArgumentException("an invocation is no upload");
            case UploadedInput.Content content -> image(request, uploads.read(content.object()));
        };
    }

    private MeteredCall.Result<byte[]> run(CreatePredictions.Request request, UploadedInput.Fields fields) {
        return switch (request.model().card().spec()) {
            case ModelSpec.TextEmbedding _ ->
                embeddings.run(request.tenant(), request.model(), embeddingsBody(fields), request.deadline());
            case ModelSpec.TextClassification spec -> texts(request, spec, fields.values());
            case ModelSpec.TabularClassification _, ModelSpec.TabularRegression _ -> rows(request, fields);
            case ModelSpec.ImageClassification _, ModelSpec.ImageToText _, ModelSpec.ObjectDetection _ ->
                image(request, base64(fields.values()));
            case ModelSpec.VoiceActivity _, ModelSpec.TextGeneration _, ModelSpec.Sequence _, ModelSpec.Tensors _ ->
                throw notServed(request.model());
        };
    }

    private static ObjectNode embeddingsBody(UploadedInput.Fields fields) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", fields.model());
        body.set("input", input(fields.values()));
        return body;
    }

    private MeteredCall.Result<byte[]> texts(
            CreatePredictions.Request request, ModelSpec.TextClassification spec, ObjectNode values) {
        JsonNode input = input(values);
        TextsJson reader = new TextsJson("input", false);
        return predictions.texts(request, spec, input.isArray() ? reader.list(input) : List.of(reader.one(input)));
    }

    private static JsonNode input(ObjectNode values) {
        if (!values.has("input")) {
            throw new InvalidRequest("input is required: a text, or a list of texts", "input");
        }
        return values.path("input");
    }

    private MeteredCall.Result<byte[]> rows(CreatePredictions.Request request, UploadedInput.Fields fields) {
        ObjectNode values = fields.values();
        if (values.path("rows").isArray()) {
            return predictions.rows(request, values.path("rows"));
        }
        JsonNode row = values.path("row").isObject() ? values.path("row") : values;
        return fields.textValues()
                ? predictions.textRow(request, row)
                : predictions.rows(request, JsonNodeFactory.instance.arrayNode().add(row));
    }

    private MeteredCall.Result<byte[]> image(CreatePredictions.Request request, byte[] image) {
        return predictions.image(request, image);
    }

    private static byte[] base64(ObjectNode values) {
        JsonNode image = values.path("image");
        if (!image.isTextual()) {
            throw new InvalidRequest("image is required: the bytes of an image as base64", "image");
        }
        return JsonFields.base64(image, "image");
    }

    private static InvalidRequest notServed(ResolvedModel model) {
        return new InvalidRequest(
                "the model '%s' is for %s, and an uploaded batch has no such inputs"
                        .formatted(
                                model.card().ref().name(),
                                model.card().spec().task().wireName()),
                "model");
    }
}
