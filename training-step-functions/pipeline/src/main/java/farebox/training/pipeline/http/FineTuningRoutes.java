package farebox.training.pipeline.http;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.http.ErrorFormat;
import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.http.ListPage;
import farebox.http.Route;
import farebox.kernel.Caller;
import farebox.kernel.InvalidRequest;
import farebox.kernel.NotFound;
import farebox.kernel.Scope;
import farebox.training.pipeline.CancelRun;
import farebox.training.pipeline.ListRuns;
import farebox.training.pipeline.PipelineRun;
import farebox.training.pipeline.RequestTraining;
import farebox.training.pipeline.RunEvent;
import farebox.training.pipeline.RunEvents;
import farebox.training.pipeline.RunId;
import farebox.training.pipeline.RunStore;
import farebox.training.pipeline.Runs;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /v1/fine_tuning/jobs}. A caller sees the jobs of its own tenant. */
public final class FineTuningRoutes {
    private static final String JOBS = "/v1/fine_tuning/jobs";
    private static final String JOB = JOBS + "/{job}";

    private final ListRuns listRuns;
    private final RunEvents events;
    private final Runs runs;
    private final RequestTraining requestTraining;
    private final CancelRun cancelRun;
    private final Json json;

    public FineTuningRoutes(Sources sources, Json json) {
        this.listRuns = new ListRuns(sources.store());
        this.events = sources.events();
        this.runs = sources.runs();
        this.requestTraining = sources.requestTraining();
        this.cancelRun = sources.cancelRun();
        this.json = json;
    }

    /** What the routes call. */
    public record Sources(
            RunStore store, RunEvents events, Runs runs, RequestTraining requestTraining, CancelRun cancelRun) {}

    public List<Route> routes() {
        return List.of(
                route("POST", JOBS, this::create),
                route("GET", JOBS, this::list),
                route("GET", JOB, this::retrieve),
                route("POST", JOB + "/cancel", this::cancel),
                route("GET", JOB + "/events", this::events),
                route("GET", JOB + "/checkpoints", this::checkpoints));
    }

    private static Route route(String method, String path, Route.Handler handler) {
        return Route.scoped(method, path, ErrorFormat.OPENAI, Scope.INVOKE, handler);
    }

    private HttpResponse create(HttpRequest request, Caller caller) {
        JsonNode body = json.object(request.body());
        return job(requestTraining.run(new CreateJobRequest(body).toRequest(caller.tenant(), request.id())));
    }

    private HttpResponse list(HttpRequest request, Caller caller) {
        int limit = ListPage.limit(request);
        List<PipelineRun> found = listRuns.run(
                caller.tenant(), request.query("after").map(RunId::new), limit + 1, MetadataFilter.of(request));
        return respond(
                ListPage.of(found.stream().limit(limit).map(FineTuningJson::job).toList(), found.size() > limit));
    }

    private HttpResponse retrieve(HttpRequest request, Caller caller) {
        return job(run(request, caller));
    }

    private HttpResponse cancel(HttpRequest request, Caller caller) {
        return job(cancelRun.run(caller.tenant(), id(request)));
    }

    private HttpResponse events(HttpRequest request, Caller caller) {
        PipelineRun run = run(request, caller);
        List<RunEvent> newestFirst = events.of(run).reversed();
        int from = request.query("after")
                .map(after -> indexAfter(run, newestFirst, after))
                .orElse(0);
        int to = Math.min(newestFirst.size(), from + ListPage.limit(request));
        return respond(ListPage.of(
                newestFirst.subList(from, to).stream()
                        .map(event -> FineTuningJson.event(run, event))
                        .toList(),
                to < newestFirst.size()));
    }

    private static int indexAfter(PipelineRun run, List<RunEvent> events, String id) {
        for (int i = 0; i < events.size(); i++) {
            if (FineTuningJson.eventId(run, events.get(i)).equals(id)) {
                return i + 1;
            }
        }
        throw new InvalidRequest("after is the id of the last event of the page before", "after");
    }

    /** None: a training's intermediate states resume it, and are no models that could be served. */
    private HttpResponse checkpoints(HttpRequest request, Caller caller) {
        PipelineRun _ = run(request, caller);
        return respond(ListPage.of(List.of(), false));
    }

    private PipelineRun run(HttpRequest request, Caller caller) {
        return runs.get(caller.tenant(), id(request));
    }

    /** What is no id names no job, either. */
    private static RunId id(HttpRequest request) {
        String id = request.variable("job");
        try {
            return new RunId(id);
        } catch (InvalidRequest e) {
            throw new NotFound("there is no fine-tuning job " + id, "fine_tuning_job_not_found");
        }
    }

    private HttpResponse job(PipelineRun run) {
        return respond(FineTuningJson.job(run));
    }

    private HttpResponse respond(Map<String, @Nullable Object> body) {
        return HttpResponse.json(200, json.write(body));
    }
}
