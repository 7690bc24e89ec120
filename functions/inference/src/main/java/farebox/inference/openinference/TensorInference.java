package farebox.inference.openinference;

import farebox.http.HttpRequest;
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
import farebox.inference.ResolvedModel;
import farebox.inference.RunGraph;
import farebox.inference.http.ResponseSizeLimit;
import farebox.inference.http.ResponseSizeLimit.VectorSize;
import farebox.kernel.Amounts;
import farebox.kernel.Caller;
import farebox.models.ModelSpec;
import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** Runs a request on tensors, in the form of the model's task or of its graph. */
public record TensorInference(Embed embed, Predict predict, Detect detect, RunGraph runGraph) {

    /** What came of a request. */
    record Outcome(List<Tensor> outputs, Amounts amounts) {}

    Outcome run(HttpRequest request, Caller caller, ResolvedModel resolvedModel, InferRequest tensors) {
        ModelCall call = new ModelCall(caller.tenant(), resolvedModel.card(), request.deadline());
        Optional<GraphSchema> form =
                CallForm.ofTask(call.card()).filter(schema -> CallForm.isOfTask(schema, call.card(), tensors));
        return form.isPresent() ? task(call, new TaskInputs(form.get(), tensors)) : graph(call, tensors);
    }

    private Outcome graph(ModelCall call, InferRequest request) {
        RunGraph.Outcome outcome = runGraph.run(
                call,
                request.inputs(),
                request.outputs().stream().map(InferRequest.WantedOutput::name).toList());
        return new Outcome(outcome.outputs(), outcome.amounts());
    }

    private Outcome task(ModelCall call, TaskInputs inputs) {
        return switch (call.card().spec()) {
            case ModelSpec.TextEmbedding spec -> embeddings(call, spec, inputs);
            case ModelSpec.TextClassification spec -> outcome(predict.texts(call, spec, inputs.texts()));
            case ModelSpec.ImageClassification spec -> outcome(predict.images(call, spec, inputs.items()));
            case ModelSpec.TabularClassification _, ModelSpec.TabularRegression _ ->
                outcome(predict.rows(call, inputs.table(call.card())));
            case ModelSpec.ImageToText spec -> {
                ReadText.Readings readings = detect.text().run(call, spec, inputs.items());
                yield new Outcome(TaskOutputs.of(readings), readings.amounts());
            }
            case ModelSpec.ObjectDetection spec -> {
                DetectObjects.Detections detections = detect.objects().run(call, spec, inputs.items());
                yield new Outcome(TaskOutputs.of(detections), detections.amounts());
            }
            case ModelSpec.VoiceActivity spec -> {
                DetectVoice.Speeches speeches = detect.voice().run(call, spec, inputs.only());
                yield new Outcome(TaskOutputs.of(speeches), speeches.amounts());
            }
            case ModelSpec.TextGeneration _, ModelSpec.Sequence _, ModelSpec.Tensors _ ->
                throw new IllegalArgumentException("called by the graph's own tensors alone: "
                        + call.card().ref());
        };
    }

    private Outcome embeddings(ModelCall call, ModelSpec.TextEmbedding spec, TaskInputs inputs) {
        List<Input> texts = inputs.texts();
        requireFits(texts.size(), spec, inputs.request());
        Embeddings embeddings = embed.run(new EmbedCommand(call.tenant(), call.card(), texts, call.deadline()));
        Tensor output = Tensor.ofRows(CallForm.EMBEDDING, embeddings.vectors(), spec.dimensions());
        return new Outcome(List.of(output), embeddings.amounts());
    }

    private static void requireFits(int texts, ModelSpec.TextEmbedding spec, InferRequest tensors) {
        if (tensors.isBinary(CallForm.EMBEDDING)) {
            ResponseSizeLimit.require(
                    texts, VectorSize.ofBinary(spec.dimensions()), "use a model with fewer dimensions");
        } else {
            ResponseSizeLimit.require(texts, VectorSize.ofNumbers(spec.dimensions()), "ask for binary outputs");
        }
    }

    private static Outcome outcome(Predictions predictions) {
        return new Outcome(TaskOutputs.of(predictions), predictions.amounts());
    }
}
