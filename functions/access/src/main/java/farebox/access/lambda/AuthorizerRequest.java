package farebox.access.lambda;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is read of the event of a REQUEST authorizer. The events library's own class lacks the headers' further values,
 * and the last of two keys must not win. Lambda's runtime reads neither records nor constructors, so this is a bean; a
 * field that an event lacks keeps its default, and maps that are null are empty.
 */
public final class AuthorizerRequest {
    private String type = "REQUEST";
    private String methodArn = "";
    private String path = "/";
    private Map<String, String> headers = Map.of();
    private Map<String, List<String>> multiValueHeaders = Map.of();

    /** Every value of every header; an event written by hand may have the single-value form alone. */
    Map<String, List<String>> everyHeader() {
        if (!multiValueHeaders.isEmpty()) {
            return multiValueHeaders;
        }
        Map<String, List<String>> single = new LinkedHashMap<>();
        headers.forEach((name, value) -> single.put(name, List.of(value)));
        return single;
    }

    boolean hasHeader(String name) {
        return everyHeader().keySet().stream().anyMatch(name::equalsIgnoreCase);
    }

    public String getType() {
        return type;
    }

    public void setType(String type) {
        this.type = type;
    }

    /** {@code arn:aws:execute-api:<region>:<account>:<api>/<stage>/<method>/<path>}. */
    public String getMethodArn() {
        return methodArn;
    }

    public void setMethodArn(String methodArn) {
        this.methodArn = methodArn;
    }

    /** Without the stage. */
    public String getPath() {
        return path;
    }

    public void setPath(String path) {
        this.path = path;
    }

    /** The last value of each header. */
    public Map<String, String> getHeaders() {
        return headers;
    }

    public void setHeaders(@Nullable Map<String, String> headers) {
        this.headers = headers == null ? Map.of() : headers;
    }

    public Map<String, List<String>> getMultiValueHeaders() {
        return multiValueHeaders;
    }

    public void setMultiValueHeaders(@Nullable Map<String, List<String>> multiValueHeaders) {
        this.multiValueHeaders = multiValueHeaders == null ? Map.of() : multiValueHeaders;
    }
}
