package farebox.files.http;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.files.PrepareUpload;
import farebox.http.ErrorFormat;
import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.http.Route;
import farebox.kernel.ByteCount;
import farebox.kernel.Caller;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Scope;
import farebox.kernel.Sha256;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code POST /v1/upload-urls}: where to upload what is too large for a request. */
public final class UploadUrlRoutes {
    private final PrepareUpload prepareUpload;
    private final Json json;

    public UploadUrlRoutes(PrepareUpload prepareUpload, Json json) {
        this.prepareUpload = prepareUpload;
        this.json = json;
    }

    public List<Route> routes() {
        return List.of(Route.scoped("POST", "/v1/upload-urls", ErrorFormat.PROBLEM, Scope.INVOKE, this::create));
    }

    private HttpResponse create(HttpRequest request, Caller caller) {
        PrepareUpload.Prepared prepared = prepareUpload.run(caller, command(json.object(request.body())));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("object", "upload_url");
        body.put("method", "PUT");
        body.put("url", prepared.upload().url().toString());
        body.put("headers", new TreeMap<>(prepared.upload().headers()));
        body.put("key", prepared.key());
        body.put("expires_at", prepared.expires().getEpochSecond());
        prepared.file().ifPresent(file -> body.put("file", FileRoutes.described(file)));
        return HttpResponse.json(200, json.write(body));
    }

    private static PrepareUpload.Command command(JsonNode body) {
        long size = Json.integer(body.path("size")).orElse(-1);
        if (size < 0) {
            throw new InvalidRequest("size is the number of bytes that are uploaded", "size");
        }
        return new PrepareUpload.Command(
                subject(Json.requiredText(body, "kind"), body),
                new ByteCount(size),
                new Sha256(Json.requiredText(body, "sha256")));
    }

    private static PrepareUpload.Subject subject(String kind, JsonNode body) {
        String name = Json.requiredText(body, "name");
        return switch (kind) {
            case "training" -> new PrepareUpload.Subject.ModelObject(PrepareUpload.Folder.TRAINING, name);
            case "batches" -> new PrepareUpload.Subject.ModelObject(PrepareUpload.Folder.BATCHES, name);
            case "models" -> new PrepareUpload.Subject.ModelObject(PrepareUpload.Folder.MODELS, name);
            case "files" ->
                new PrepareUpload.Subject.File(FileRoutes.uploaded(Json.requiredText(body, "purpose")), name);
            default -> throw new InvalidRequest("kind is 'training', 'batches', 'models' or 'files'", "kind");
        };
    }
}
