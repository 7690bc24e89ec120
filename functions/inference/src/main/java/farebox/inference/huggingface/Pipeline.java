package farebox.inference.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.inference.Detect;
import farebox.inference.DetectObjects;
import farebox.inference.DetectVoice;
import farebox.inference.Embed;
import farebox.inference.EmbedCommand;
import farebox.inference.Embeddings;
import farebox.inference.Input;
import farebox.inference.ModelCall;
import farebox.inference.Predict;
import farebox.inference.Predictions;
import farebox.inference.ReadText;
import farebox.inference.Scores;
import farebox.inference.Similarity;
import farebox.inference.TableInput;
import farebox.inference.http.ResponseSizeLimit;
import farebox.inference.http.ResponseSizeLimit.VectorSize;
import farebox.inference.predict.RowsRequest;
import farebox.kernel.Amounts;
import farebox.kernel.InvalidRequest;
import farebox.models.ClassScores;
import farebox.models.Columns;
import farebox.models.ModelCard;
import farebox.models.ModelSpec;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Runs what a model is for on the inputs of a pipeline of Hugging Face, and gives what that pipeline gives. */
public record Pipeline(Embed embed, Similarity similarity, Predict predict, Detect detect) {
    private static final OptionalInt TOP_IMAGE_LABELS = OptionalInt.of(5);
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,9}");

    /**
     * What came of a request.
     *
     * @param value becomes JSON
     */
    public record Outcome(Object value, Amounts amounts) {}

    /** @throws InvalidRequest if the inputs are not what the model's task takes */
    public Outcome run(ModelCall call, PipelineRequest inputs) {
        return switch (inputs) {
            case PipelineRequest.Bytes bytes -> run(call, bytes.content());
            case PipelineRequest.Fields fields -> run(call, fields);
        };
    }

    private Outcome run(ModelCall call, PipelineRequest.Fields fields) {
        fields.requireServed();
        return switch (call.card().spec()) {
            case ModelSpec.TextEmbedding spec ->
                fields.isSimilarity() ? similarity(call, fields) : embeddings(call, spec, fields);
            case ModelSpec.TextClassification spec -> textClasses(call, spec, fields);
            case ModelSpec.ImageClassification spec -> imageClasses(call, spec, fields.bytes(), fields.topK());
            case ModelSpec.TabularClassification _, ModelSpec.TabularRegression _ ->
                rows(call, new TableColumns(call.card()).rows(fields.table()));
            case ModelSpec.ImageToText spec -> text(call, spec, fields.bytes());
            case ModelSpec.ObjectDetection spec -> objects(call, spec, fields.bytes(), fields.threshold());
            case ModelSpec.VoiceActivity spec -> voice(call, spec, fields.bytes());
            case ModelSpec.TextGeneration _, ModelSpec.Sequence _, ModelSpec.Tensors _ -> throw noPipeline(call.card());
        };
    }

    private Outcome embeddings(ModelCall call, ModelSpec.TextEmbedding spec, PipelineRequest.Fields fields) {
        List<Input> texts = fields.texts();
        ResponseSizeLimit.require(
                texts.size(), VectorSize.ofNumbers(spec.dimensions()), "use a model with fewer dimensions");
        Embeddings given = embed.run(new EmbedCommand(call.tenant(), call.card(), texts, call.deadline()));
        Embeddings embeddings = fields.normalize() ? given.normalised() : given;
        Object value =
                fields.isList() ? embeddings.vectors() : embeddings.vectors().getFirst();
        return new Outcome(value, embeddings.amounts());
    }

    private Outcome similarity(ModelCall call, PipelineRequest.Fields fields) {
        Scores scores = similarity.of(call, fields.sourceSentence(), fields.sentences());
        return new Outcome(scores.list(), scores.amounts());
    }

    private Outcome textClasses(ModelCall call, ModelSpec.TextClassification spec, PipelineRequest.Fields fields) {
        Predictions predictions = predict.texts(call, spec, fields.texts());
        return new Outcome(labels(predictions, spec.scores(), fields.topK()), predictions.amounts());
    }

    private Outcome run(ModelCall call, byte[] content) {
        return switch (call.card().spec()) {
            case ModelSpec.ImageClassification spec -> imageClasses(call, spec, content, OptionalInt.empty());
            case ModelSpec.ImageToText spec -> text(call, spec, content);
            case ModelSpec.ObjectDetection spec -> objects(call, spec, content, 0);
            case ModelSpec.VoiceActivity spec -> voice(call, spec, content);
            case ModelSpec.TextEmbedding _,
                    ModelSpec.TextClassification _,
                    ModelSpec.TabularClassification _,
                    ModelSpec.TabularRegression _,
                    ModelSpec.TextGeneration _,
                    ModelSpec.Sequence _,
                    ModelSpec.Tensors _ ->
                throw new InvalidRequest("the model '%s' is for %s and reads no bytes; send a JSON object with inputs"
                        .formatted(
                                call.card().ref().name(),
                                call.card().spec().task().wireName()));
        };
    }

    private Outcome text(ModelCall call, ModelSpec.ImageToText spec, byte[] image) {
        ReadText.Readings readings = detect.text().run(call, spec, List.of(image));
        return new Outcome(
                readings.list().stream()
                        .map(reading -> Map.of("generated_text", reading.text()))
                        .toList(),
                readings.amounts());
    }

    private Outcome objects(ModelCall call, ModelSpec.ObjectDetection spec, byte[] image, double threshold) {
        DetectObjects.Detections detections = detect.objects().run(call, spec, List.of(image));
        return new Outcome(
                detections.list().getFirst().stream()
                        .filter(found -> found.score() >= threshold)
                        .map(FoundObject::of)
                        .toList(),
                detections.amounts());
    }

    /** As audio classification has it: how sure it is that somebody speaks. */
    private Outcome voice(ModelCall call, ModelSpec.VoiceActivity spec, byte[] audio) {
        DetectVoice.Speeches speeches = detect.voice().run(call, spec, audio);
        LabelScore speech = new LabelScore("speech", speeches.highest());
        LabelScore silence = new LabelScore("silence", 1 - speeches.highest());
        boolean speaks = speech.score() >= silence.score();
        return new Outcome(speaks ? List.of(speech, silence) : List.of(silence, speech), speeches.amounts());
    }

    private Outcome imageClasses(ModelCall call, ModelSpec.ImageClassification spec, byte[] image, OptionalInt topK) {
        Predictions predictions = predict.images(call, spec, List.of(image));
        OptionalInt top = topK.isPresent() ? topK : TOP_IMAGE_LABELS;
        return new Outcome(labels(predictions, spec.scores(), top).getFirst(), predictions.amounts());
    }

    /** @param rows a JSON object of columns for each */
    public Outcome rows(ModelCall call, JsonNode rows) {
        Columns columns = TableInput.columns(call.card()).orElseThrow(() -> noPipeline(call.card()));
        TableInput table = new RowsRequest(call.card(), columns).table(rows);
        Predictions predictions = predict.rows(call, table);
        return new Outcome(predictions.list().stream().map(Pipeline::value).toList(), predictions.amounts());
    }

    /** A label that is an integer is a number: JavaScript's client takes nothing else. */
    private static Object value(Predictions.Prediction prediction) {
        return switch (prediction) {
            case Predictions.OfValue of -> of.value();
            case Predictions.OfClass of ->
                INTEGER.matcher(of.label()).matches() ? (Object) Integer.valueOf(of.label()) : of.label();
        };
    }

    private static List<List<LabelScore>> labels(Predictions predictions, ClassScores scores, OptionalInt topK) {
        return predictions.list().stream()
                .map(prediction -> LabelScore.of(prediction, scores, topK))
                .toList();
    }

    private static InvalidRequest noPipeline(ModelCard card) {
        return new InvalidRequest("the model '%s' is for %s, which no pipeline serves; call it by POST %s"
                .formatted(
                        card.ref().name(),
                        card.spec().task().wireName(),
                        card.spec() instanceof ModelSpec.TextGeneration
                                ? "/v1/completions"
                                : "/v2/models/" + card.ref().name() + "/infer"));
    }
}
