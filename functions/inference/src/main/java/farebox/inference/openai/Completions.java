package farebox.inference.openai;

import farebox.http.ErrorFormat;
import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.http.Route;
import farebox.inference.Catalog;
import farebox.inference.ResolvedModel;
import farebox.inference.generate.GenerateText;
import farebox.inference.http.MeteredEndpoint;
import farebox.inference.http.MeteredStream;
import farebox.kernel.Caller;
import farebox.kernel.Failure;
import farebox.kernel.Scope;
import farebox.metering.MeteredCall;
import java.util.List;
import java.util.Optional;

/** The routes of OpenAI's protocol that generate text. */
public final class Completions {
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
        return List.of(
                route(CreateCompletions.ofText(generate, json)), route(CreateCompletions.ofChat(generate, json)));
    }

    private Route route(CreateCompletions create) {
        String path = create.path();
        String operation = "POST " + path;
        return Route.streamed("POST", path, ErrorFormat.OPENAI, Scope.INVOKE, (request, caller, out) -> {
            CompletionsRequest body = create.read(json.object(request.body()));
            if (!body.settings().stream() || request.header(IDEMPOTENCY_KEY).isPresent()) {
                Route.Handler whole = metered.of(operation, (_, _) -> () -> run(request, caller, body, create));
                return Optional.of(whole.handle(request, caller));
            }
            MeteredStream stream = metered.stream(operation, request, caller, out);
            return stream(request, caller, body, create, stream);
        });
    }

    /** What fails before the first piece is sent is an error like any other; afterwards the last event tells of it. */
    private Optional<HttpResponse> stream(
            HttpRequest request,
            Caller caller,
            CompletionsRequest body,
            CreateCompletions create,
            MeteredStream stream) {
        CreateCompletions.Request asker = asker(request, caller);
        ResolvedModel resolvedModel = catalog.choose(caller, body.model());
        CompletionsResponse writer = create.writer(asker, resolvedModel, body);
        StreamedCompletion completion = new StreamedCompletion(writer, resolvedModel, stream, json, generate.clock());
        try {
            completion.run(generate, CreateCompletions.commands(asker, resolvedModel, body));
        } catch (Failure failure) {
            if (!stream.hasBegun()) {
                throw failure;
            }
            completion.breakOff(failure);
        }
        return Optional.empty();
    }

    private MeteredCall.Result<HttpResponse> run(
            HttpRequest request, Caller caller, CompletionsRequest body, CreateCompletions create) {
        CreateCompletions.Completed completed =
                create.complete(asker(request, caller), catalog.choose(caller, body.model()), body);
        return completed.result(
                body.settings().stream()
                        ? ServerSentEvents.response(completed.writer().chunks(completed.choices()), json)
                        : HttpResponse.json(200, json.write(completed.writer().whole(completed.choices()))));
    }

    private static CreateCompletions.Request asker(HttpRequest request, Caller caller) {
        return new CreateCompletions.Request(caller.tenant(), request.id(), request.deadline());
    }
}
