package farebox.inference.openai;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.http.Json;
import farebox.inference.ModelCall;
import farebox.inference.ResolvedModel;
import farebox.inference.generate.GenerateCommand;
import farebox.inference.generate.GenerateText;
import farebox.inference.generate.Generated;
import farebox.kernel.Amounts;
import farebox.kernel.Deadline;
import farebox.kernel.Failure;
import farebox.kernel.InvalidRequest;
import farebox.kernel.RequestId;
import farebox.kernel.Sha256;
import farebox.kernel.TenantId;
import farebox.metering.MeteredCall;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Text completions or chat without HTTP: from the body of a request to that of its response. */
public final class CreateCompletions {
    public static final String TEXT = "/v1/completions";
    public static final String CHAT = "/v1/chat/completions";

    private final CompletionForm form;
    private final GenerateText generate;
    private final Json json;

    CreateCompletions(CompletionForm form, GenerateText generate, Json json) {
        this.form = form;
        this.generate = generate;
        this.json = json;
    }

    /** {@code POST /v1/completions}. */
    public static CreateCompletions ofText(GenerateText generate, Json json) {
        return new CreateCompletions(CompletionForm.TEXT, generate, json);
    }

    /** {@code POST /v1/chat/completions}. */
    public static CreateCompletions ofChat(GenerateText generate, Json json) {
        return new CreateCompletions(CompletionForm.CHAT, generate, json);
    }

    /** Of the requests. */
    public String path() {
        return form.path();
    }

    /** @throws InvalidRequest naming the field at fault */
    CompletionsRequest read(JsonNode body) {
        return form.read(body);
    }

    /**
     * Who asks, and until when.
     *
     * @param id of the request, from which its seed follows unless it has one
     */
    public record Request(TenantId tenant, RequestId id, Deadline deadline) {
        ModelCall call(ResolvedModel model) {
            return new ModelCall(tenant, model.card(), deadline);
        }
    }

    /** What was generated, and how it is written. */
    record Completed(CompletionsResponse writer, ResolvedModel model, List<Generated> choices) {
        <T> MeteredCall.Result<T> result(T response) {
            return new MeteredCall.Result<>(
                    response,
                    model.resource(),
                    choices.stream().map(Generated::amounts).reduce(Amounts.NONE, Amounts::plus));
        }
    }

    /**
     * @param models by the names that requests have for them
     * @return the response's body, a JSON document on one line
     * @throws InvalidRequest if a stream is asked for
     * @throws Failure as the endpoint has it
     */
    public MeteredCall.Result<byte[]> run(Request request, Function<String, ResolvedModel> models, JsonNode body) {
        CompletionsRequest asked = read(body);
        if (asked.settings().stream()) {
            throw new InvalidRequest("stream is not served here; leave it out", "stream");
        }
        Completed completed = complete(request, models.apply(asked.model()), asked);
        return completed.result(json.write(completed.writer().whole(completed.choices())));
    }

    Completed complete(Request request, ResolvedModel model, CompletionsRequest asked) {
        List<Generated> choices =
                commands(request, model, asked).stream().map(generate::run).toList();
        return new Completed(writer(request, model, asked), model, choices);
    }

    CompletionsResponse writer(Request request, ResolvedModel model, CompletionsRequest asked) {
        return new CompletionsResponse(form, form.id(request.id()), model.id(), asked.settings());
    }

    /** One for each choice. */
    static List<GenerateCommand> commands(Request request, ResolvedModel model, CompletionsRequest asked) {
        ModelCall call = request.call(model);
        long seed = seed(request.id());
        return IntStream.range(0, asked.prompts().size())
                .mapToObj(i -> asked.settings().command(call, asked.prompts().get(i), seed + i))
                .toList();
    }

    /** Another one for each request, and no state that a snapshot could copy. */
    private static long seed(RequestId request) {
        return ByteBuffer.wrap(Sha256.newDigest().digest(request.value().getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }
}
