package farebox.batch.http;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.batch.Batch;
import farebox.batch.BatchId;
import farebox.batch.BatchRecords;
import farebox.batch.CancelBatch;
import farebox.batch.CreateBatch;
import farebox.http.ErrorFormat;
import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.http.ListPage;
import farebox.http.Metadata;
import farebox.http.Route;
import farebox.kernel.Caller;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Scope;
import java.util.List;

/** OpenAI's Batch API: create, list, retrieve and cancel. */
public final class BatchRoutes {
    private static final String WINDOW = "24h";

    private final CreateBatch createBatch;
    private final CancelBatch cancelBatch;
    private final BatchRecords records;
    private final Json json;

    public BatchRoutes(CreateBatch createBatch, CancelBatch cancelBatch, BatchRecords records, Json json) {
        this.createBatch = createBatch;
        this.cancelBatch = cancelBatch;
        this.records = records;
        this.json = json;
    }

    public List<Route> routes() {
        return List.of(
                keyed("POST", "/v1/batches", this::create),
                keyed("GET", "/v1/batches", this::list),
                keyed(
                        "GET",
                        "/v1/batches/{id}",
                        (request, caller) ->
                                respond(CancelBatch.find(records, caller.tenant(), request.variable("id")))),
                keyed(
                        "POST",
                        "/v1/batches/{id}/cancel",
                        (request, caller) -> respond(cancelBatch.run(caller.tenant(), request.variable("id")))));
    }

    private HttpResponse create(HttpRequest request, Caller caller) {
        JsonNode body = json.object(request.body());
        if (!Json.requiredText(body, "completion_window").equals(WINDOW)) {
            throw new InvalidRequest("completion_window is '24h'", "completion_window");
        }
        if (!body.path("output_expires_after").isEmpty()) {
            throw new InvalidRequest(
                    "files do not expire by themselves; delete what is not needed", "output_expires_after");
        }
        return respond(createBatch.run(
                caller,
                new CreateBatch.Command(
                        Json.requiredText(body, "input_file_id"),
                        Json.requiredText(body, "endpoint"),
                        Metadata.of(body))));
    }

    private HttpResponse list(HttpRequest request, Caller caller) {
        int limit = ListPage.limit(request);
        List<Batch> found = records.list(caller.tenant(), request.query("after").map(BatchRoutes::after), limit + 1);
        List<Batch> page = found.subList(0, Math.min(limit, found.size()));
        return HttpResponse.json(
                200,
                json.write(ListPage.of(page.stream().map(BatchJson::described).toList(), found.size() > limit)));
    }

    private HttpResponse respond(Batch batch) {
        return HttpResponse.json(200, json.write(BatchJson.described(batch)));
    }

    private static BatchId after(String id) {
        return BatchId.parse(id).orElseThrow(() -> new InvalidRequest("after is the id of a batch", "after"));
    }

    private static Route keyed(String method, String template, Route.Handler handler) {
        return Route.scoped(method, template, ErrorFormat.OPENAI, Scope.INVOKE, handler);
    }
}
