package farebox.batch;

import farebox.files.TenantFiles;
import farebox.http.Json;
import farebox.kernel.InvalidRequest;
import farebox.kernel.NotFound;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Opens what a batch is made of, in whatever format it is. */
public final class OpenRequests {
    static final int MAX_LINE_BYTES = 4 << 20;

    private static final Set<String> IMAGE_ENDINGS = Set.of("png", "jpg", "jpeg", "webp");

    private final TenantFiles files;
    private final UploadedObjects uploads;
    private final Map<UploadFormat, TableFormat> tables;
    private final Json json;

    /** @param tables the formats that are tables */
    public OpenRequests(TenantFiles files, UploadedObjects uploads, Map<UploadFormat, TableFormat> tables, Json json) {
        this.files = files;
        this.uploads = uploads;
        this.tables = Map.copyOf(tables);
        this.json = json;
    }

    /**
     * @throws NotFound if there is nothing to open any more
     * @throws InvalidRequest if it has another format than it should
     */
    RequestReader run(Batch batch) throws IOException {
        return switch (batch.source()) {
            case Batch.Source.File file ->
                lines(
                        files.open(files.get(batch.tenant(), file.file().value())),
                        line -> RequestLine.ofFile(line, file.endpoint(), json));
            case Batch.Source.Invocation invocation ->
                new RequestReader.OfRequests(List.of(RequestLine.ofInvocation(invocation)));
            case Batch.Source.Upload upload ->
                switch (upload.format()) {
                    case JSONL -> lines(open(upload), line -> RequestLine.ofUpload(line, upload.model(), json));
                    case CSV, PARQUET -> new RequestReader.OfRows(table(upload).open(open(upload)), upload.model());
                    case IMAGES -> new RequestReader.OfRequests(images(upload));
                };
        };
    }

    private static RequestReader lines(InputStream in, Function<LineReader.Line, RequestLine> read) {
        return new RequestReader.OfLines(new LineReader(in, MAX_LINE_BYTES), read);
    }

    private InputStream open(Batch.Source.Upload upload) {
        return uploads.open(upload.object())
                .orElseThrow(() -> new NotFound("the uploaded object has been replaced or deleted"));
    }

    private TableFormat table(Batch.Source.Upload upload) {
        TableFormat table = tables.get(upload.format());
        if (table == null) {
            throw new IllegalStateException("no such table: " + upload.format());
        }
        return table;
    }

    /** Those beside the object that was uploaded last. */
    private List<RequestLine> images(Batch.Source.Upload upload) {
        String folder = upload.key().substring(0, upload.key().lastIndexOf('/') + 1);
        List<UploadedObjects.ObjectState> images = uploads.list(folder, SplitBatch.MAX_LINES + 2).stream()
                .filter(object -> object.key().indexOf('/', folder.length()) < 0)
                .filter(object -> IMAGE_ENDINGS.contains(ending(object.key())))
                .toList();
        return IntStream.range(0, images.size())
                .mapToObj(i -> RequestLine.ofObject(i + 1, images.get(i), upload.model()))
                .toList();
    }

    private static String ending(String key) {
        return key.substring(key.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
