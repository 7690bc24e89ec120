package farebox.inference.openai;

import farebox.http.ErrorFormat;
import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.http.Route;
import farebox.inference.Catalog;
import farebox.inference.ModelCall;
import farebox.inference.ResolvedModel;
import farebox.inference.generate.GenerateCommand;
import farebox.inference.generate.GenerateText;
import farebox.inference.generate.Generated;
import farebox.inference.http.MeteredEndpoint;
import farebox.inference.http.MeteredStream;
import farebox.kernel.Amounts;
import farebox.kernel.Caller;
import farebox.kernel.Failure;
import farebox.kernel.Scope;
import farebox.kernel.Sha256;
import farebox.metering.MeteredCall;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The routes of OpenAI's protocol that generate text. */
public final class Completions {
    private static final String TEXT = "/v1/completions";
    private static final String CHAT = "/v1/chat/completions";
    private static final String IDEMPOTENCY_KEY = "idempotency-key";

    private final Catalog catalog;
    private final GenerateText generate;
    private final MeteredEndpoint metered;
    private final Json json;

    public Completions(Catalog catalog, GenerateText generate, MeteredEndpoint metered, Json json) {
        this.catalog = catalog;
        this.generate = generate;
        this.metered = metered;
        this.json = json;
    }

    public List<Route> routes() {
        return List.of(route(TEXT, CompletionForm.TEXT), route(CHAT, CompletionForm.CHAT));
    }

    private Route route(String path, CompletionForm form) {
        String operation = "POST " + path;
        return Route.streamed("POST", path, ErrorFormat.OPENAI, Scope.INVOKE, (request, caller, out) -> {
            CompletionsRequest body = form.read(json.object(request.body()));
            if (!body.settings().stream() || request.header(IDEMPOTENCY_KEY).isPresent()) {
                Route.Handler whole = metered.of(operation, (_, _) -> () -> run(request, caller, body, form));
                return Optional.of(whole.handle(request, caller));
            }
            MeteredStream stream = metered.stream(operation, request, caller, out);
            return stream(request, caller, body, form, stream);
        });
    }

    /** What fails before the first piece is sent is an error like any other; afterwards the last event tells of it. */
    private Optional<HttpResponse> stream(
            HttpRequest request, Caller caller, CompletionsRequest body, CompletionForm form, MeteredStream stream) {
        ResolvedModel resolvedModel = catalog.choose(caller, body.model());
        ModelCall call = new ModelCall(caller.tenant(), resolvedModel.card(), request.deadline());
        CompletionsResponse writer =
                new CompletionsResponse(form, form.id(request.id()), resolvedModel.id(), body.settings());
        StreamedCompletion completion = new StreamedCompletion(writer, resolvedModel, stream, json, generate.clock());
        try {
            completion.run(generate, commands(request, body, call));
        } catch (Failure failure) {
            if (!stream.hasBegun()) {
                throw failure;
            }
            completion.breakOff(failure);
        }
        return Optional.empty();
    }

    private static List<GenerateCommand> commands(HttpRequest request, CompletionsRequest body, ModelCall call) {
        long seed = seed(request);
        return IntStream.range(0, body.prompts().size())
                .mapToObj(i -> body.settings().command(call, body.prompts().get(i), seed + i))
                .toList();
    }

    private MeteredCall.Result<HttpResponse> run(
            HttpRequest request, Caller caller, CompletionsRequest body, CompletionForm form) {
        ResolvedModel resolvedModel = catalog.choose(caller, body.model());
        ModelCall call = new ModelCall(caller.tenant(), resolvedModel.card(), request.deadline());
        List<Generated> choices =
                commands(request, body, call).stream().map(generate::run).toList();
        CompletionsResponse writer =
                new CompletionsResponse(form, form.id(request.id()), resolvedModel.id(), body.settings());
        HttpResponse response = body.settings().stream()
                ? ServerSentEvents.response(writer.chunks(choices), json)
                : HttpResponse.json(200, json.write(writer.whole(choices)));
        return new MeteredCall.Result<>(
                response,
                resolvedModel.resource(),
                choices.stream().map(Generated::amounts).reduce(Amounts.NONE, Amounts::plus));
    }

    /** Another one for each request, and no state that a snapshot could copy. */
    private static long seed(HttpRequest request) {
        return ByteBuffer.wrap(Sha256.newDigest().digest(request.id().value().getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }
}
