package farebox.files.http;

import farebox.files.FileId;
import farebox.files.FileRecords;
import farebox.files.Filename;
import farebox.files.Purpose;
import farebox.files.StoredFile;
import farebox.files.TenantFiles;
import farebox.http.ErrorFormat;
import farebox.http.HttpRequest;
import farebox.http.HttpResponse;
import farebox.http.Json;
import farebox.http.ListPage;
import farebox.http.Route;
import farebox.kernel.Caller;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Scope;
import farebox.kernel.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * OpenAI's Files API: create, list, retrieve, delete and content. A content that does not fit into a response is a
 * redirect to a signed URL.
 */
public final class FileRoutes {
    private static final int DEFAULT_LIMIT = 100;
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    private final TenantFiles files;
    private final Json json;

    public FileRoutes(TenantFiles files, Json json) {
        this.files = files;
        this.json = json;
    }

    public List<Route> routes() {
        return List.of(
                keyed("POST", "/v1/files", this::create),
                keyed("GET", "/v1/files", this::list),
                keyed(
                        "GET",
                        "/v1/files/{id}",
                        (request, caller) -> respond(described(files.get(caller.tenant(), request.variable("id"))))),
                keyed("DELETE", "/v1/files/{id}", this::delete),
                keyed("GET", "/v1/files/{id}/content", this::content));
    }

    private HttpResponse create(HttpRequest request, Caller caller) {
        UploadForm form = UploadForm.read(request);
        if (form.fields().keySet().stream().anyMatch(name -> name.startsWith("expires_after"))) {
            throw new InvalidRequest("files do not expire by themselves; delete what is not needed", "expires_after");
        }
        Purpose purpose = uploaded(form.fields().getOrDefault("purpose", ""));
        return respond(described(files.create(caller.tenant(), purpose, Filename.of(form.filename()), form.content())));
    }

    static Purpose uploaded(String purpose) {
        return Purpose.named(purpose)
                .filter(Purpose::isUploaded)
                .orElseThrow(() -> new InvalidRequest("purpose is 'fine-tune' or 'batch'", "purpose"));
    }

    private HttpResponse list(HttpRequest request, Caller caller) {
        int limit = limit(request);
        List<StoredFile> found = files.list(
                caller.tenant(),
                new FileRecords.Query(
                        request.query("purpose").map(FileRoutes::purpose),
                        request.query("after").map(FileRoutes::after),
                        newestFirst(request),
                        limit + 1));
        List<StoredFile> page = found.subList(0, Math.min(limit, found.size()));
        return respond(ListPage.of(page.stream().map(FileRoutes::described).toList(), found.size() > limit));
    }

    private HttpResponse delete(HttpRequest request, Caller caller) {
        StoredFile file = files.delete(caller.tenant(), request.variable("id"));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", file.id().value());
        body.put("object", "file");
        body.put("deleted", true);
        return respond(body);
    }

    private HttpResponse content(HttpRequest request, Caller caller) {
        StoredFile file = files.get(caller.tenant(), request.variable("id"));
        if (file.size().bytes() > HttpResponse.MAX_BODY) {
            return new HttpResponse(
                    302, Map.of("location", files.downloadUrl(file).toString()), new byte[0]);
        }
        return HttpResponse.of(200, "application/octet-stream", read(file))
                .with("content-disposition", Filename.attachment(file.filename()));
    }

    private byte[] read(StoredFile file) {
        try (InputStream in = files.open(file)) {
            return in.readNBytes(HttpResponse.MAX_BODY);
        } catch (IOException e) {
            throw new Unavailable("the file cannot be read at the moment", DEFAULT_RETRY, e);
        }
    }

    /** OpenAI's file object. */
    public static Map<String, Object> described(StoredFile file) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", file.id().value());
        body.put("object", "file");
        body.put("bytes", file.size().bytes());
        body.put("created_at", file.created().getEpochSecond());
        body.put("filename", file.filename());
        body.put("purpose", file.purpose().wireName());
        body.put("status", "processed");
        return body;
    }

    private static Purpose purpose(String name) {
        return Purpose.named(name).orElseThrow(() -> new InvalidRequest("there is no such purpose", "purpose"));
    }

    private static FileId after(String id) {
        return FileId.parse(id).orElseThrow(() -> new InvalidRequest("after is the id of a file", "after"));
    }

    private static boolean newestFirst(HttpRequest request) {
        return switch (request.query("order").orElse("desc")) {
            case "desc" -> true;
            case "asc" -> false;
            default -> throw new InvalidRequest("order is 'asc' or 'desc'", "order");
        };
    }

    /** OpenAI's own limit is 10,000; a longer page than this is cut, and {@code has_more} says so. */
    private static int limit(HttpRequest request) {
        String limit = request.query("limit").orElse(Integer.toString(DEFAULT_LIMIT));
        if (!limit.matches("[1-9][0-9]{0,3}|10000")) {
            throw new InvalidRequest("limit is 1 to 10000", "limit");
        }
        return Math.min(DEFAULT_LIMIT, Integer.parseInt(limit));
    }

    private HttpResponse respond(Object body) {
        return HttpResponse.json(200, json.write(body));
    }

    private static Route keyed(String method, String template, Route.Handler handler) {
        return Route.scoped(method, template, ErrorFormat.OPENAI, Scope.INVOKE, handler);
    }
}
