package farebox.inference.openai;

import farebox.http.ErrorFormat;
import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.http.Route;
import farebox.inference.Catalog;
import farebox.inference.ModelCall;
import farebox.inference.ResolvedModel;
import farebox.inference.generate.GenerateText;
import farebox.inference.generate.Generated;
import farebox.inference.http.MeteredEndpoint;
import farebox.kernel.Amounts;
import farebox.kernel.Caller;
import farebox.kernel.Scope;
import farebox.kernel.Sha256;
import farebox.metering.MeteredCall;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The routes of OpenAI's protocol that generate text. */
public final class Completions {
    private static final String TEXT = "/v1/completions";
    private static final String CHAT = "/v1/chat/completions";
    private static final String EVENT_STREAM = "text/event-stream";

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
        return List.of(route(TEXT, this::text), route(CHAT, this::chat));
    }

    private Route route(String path, MeteredEndpoint.Reader reader) {
        return Route.scoped("POST", path, ErrorFormat.OPENAI, Scope.INVOKE, metered.of("POST " + path, reader));
    }

    private Supplier<MeteredCall.Result<HttpResponse>> text(HttpRequest request, Caller caller) {
        CompletionsRequest body = CompletionsRequest.ofText(json.object(request.body()));
        return () -> run(request, caller, body, CompletionForm.TEXT);
    }

    private Supplier<MeteredCall.Result<HttpResponse>> chat(HttpRequest request, Caller caller) {
        CompletionsRequest body = CompletionsRequest.ofChat(json.object(request.body()));
        return () -> run(request, caller, body, CompletionForm.CHAT);
    }

    private MeteredCall.Result<HttpResponse> run(
            HttpRequest request, Caller caller, CompletionsRequest body, CompletionForm form) {
        ResolvedModel resolvedModel = catalog.choose(caller, body.model());
        ModelCall call = new ModelCall(caller.tenant(), resolvedModel.card(), request.deadline());
        long seed = seed(request);
        List<Generated> choices = IntStream.range(0, body.prompts().size())
                .mapToObj(i -> generate.run(
                        body.settings().command(call, body.prompts().get(i), seed + i)))
                .toList();
        CompletionsResponse writer =
                new CompletionsResponse(form, form.id(request.id()), resolvedModel.id(), body.settings());
        HttpResponse response = body.settings().stream()
                ? HttpResponse.of(200, EVENT_STREAM, events(writer.chunks(choices)))
                : HttpResponse.json(200, json.write(writer.whole(choices)));
        return new MeteredCall.Result<>(
                response,
                resolvedModel.resource(),
                choices.stream().map(Generated::amounts).reduce(Amounts.NONE, Amounts::plus));
    }

    /** Server-sent events (HTML, 9.2), one for each chunk; the last says that there are no more. */
    private byte[] events(List<Object> chunks) {
        StringBuilder events = new StringBuilder();
        for (Object chunk : chunks) {
            events.append("data: ")
                    .append(new String(json.write(chunk), StandardCharsets.UTF_8))
                    .append("\n\n");
        }
        return events.append("data: [DONE]\n\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Another one for each request, and no state that a snapshot could copy. */
    private static long seed(HttpRequest request) {
        return ByteBuffer.wrap(Sha256.newDigest().digest(request.id().value().getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }
}
