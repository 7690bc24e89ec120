package farebox.files.http;

import farebox.http.HttpRequest;
import farebox.kernel.InvalidRequest;
import farebox.kernel.PayloadTooLarge;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.fileupload2.core.AbstractFileUpload;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.FileUploadSizeException;
import org.apache.commons.fileupload2.core.RequestContext;
import org.jspecify.annotations.Nullable;

/**
 * A form with one file, {@code multipart/form-data} (RFC 7578). Fields are short, and there are few of them.
 *
 * @param fields by name
 */
record UploadForm(Map<String, String> fields, String filename, byte[] content) {
    private static final int MAX_PARTS = 16;
    private static final int MAX_FIELD_BYTES = 1_024;
    private static final int MAX_PART_HEADER_BYTES = 2_048;
    private static final String FILE = "file";

    /** @throws InvalidRequest if the body is no such form, or one of its parts is not acceptable */
    static UploadForm read(HttpRequest request) {
        String type = request.header("content-type").orElse("");
        if (!type.regionMatches(true, 0, "multipart/form-data", 0, "multipart/form-data".length())) {
            throw new InvalidRequest("send the file as multipart/form-data with the fields purpose and file");
        }
        try {
            return read(new Parser().getItemIterator(new Body(type, request.body())));
        } catch (FileUploadSizeException e) {
            throw new InvalidRequest("the headers of a part of the form are too long");
        } catch (IOException e) {
            throw new InvalidRequest("the body is no complete multipart form, or its boundary is not the one that the"
                    + " header content-type names");
        }
    }

    private static UploadForm read(FileItemInputIterator parts) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        UploadForm file = new UploadForm(Map.of(), "", new byte[0]);
        int count = 0;
        while (parts.hasNext()) {
            FileItemInput part = parts.next();
            if (++count > MAX_PARTS) {
                throw new InvalidRequest("the form has more than " + MAX_PARTS + " parts");
            }
            if (FILE.equals(part.getFieldName())) {
                file = file(part, file);
            } else if (fields.put(String.valueOf(part.getFieldName()), field(part)) != null) {
                throw new InvalidRequest("the form has a field twice", part.getFieldName());
            }
        }
        if (file.filename.isEmpty()) {
            throw new InvalidRequest("file is required: a part with a file name and the content", FILE);
        }
        return new UploadForm(Map.copyOf(fields), file.filename, file.content);
    }

    private static UploadForm file(FileItemInput part, UploadForm before) throws IOException {
        if (!before.filename.isEmpty()) {
            throw new InvalidRequest("send one file at a time", FILE);
        }
        String name = Optional.ofNullable(part.getName())
                .filter(given -> !given.isBlank())
                .orElseThrow(() -> new InvalidRequest("the part 'file' has no file name", FILE));
        try (InputStream in = part.getInputStream()) {
            return new UploadForm(Map.of(), name, in.readAllBytes());
        }
    }

    private static String field(FileItemInput part) throws IOException {
        try (InputStream in = part.getInputStream()) {
            byte[] value = in.readNBytes(MAX_FIELD_BYTES + 1);
            if (value.length > MAX_FIELD_BYTES) {
                throw new PayloadTooLarge("a field of the form is longer than " + MAX_FIELD_BYTES + " bytes");
            }
            return new String(value, StandardCharsets.UTF_8);
        }
    }

    /** The library's parser, which reads part after part from memory. */
    private static final class Parser extends AbstractFileUpload<HttpRequest, DiskFileItem, DiskFileItemFactory> {
        Parser() {
            setMaxPartHeaderSize(MAX_PART_HEADER_BYTES);
            setHeaderCharset(StandardCharsets.UTF_8);
        }

        @Override
        public FileItemInputIterator getItemIterator(HttpRequest request) throws IOException {
            return getItemIterator(new Body(request.header("content-type").orElse(""), request.body()));
        }

        @Override
        public Map<String, List<DiskFileItem>> parseParameterMap(HttpRequest request) throws FileUploadException {
            throw new FileUploadException("forms are read part by part");
        }

        @Override
        public List<DiskFileItem> parseRequest(HttpRequest request) throws FileUploadException {
            throw new FileUploadException("forms are read part by part");
        }
    }

    private record Body(String type, byte[] bytes) implements RequestContext {
        @Override
        public @Nullable String getCharacterEncoding() {
            return null;
        }

        @Override
        public long getContentLength() {
            return bytes.length;
        }

        @Override
        public String getContentType() {
            return type;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public boolean isMultipartRelated() {
            return false;
        }
    }
}
