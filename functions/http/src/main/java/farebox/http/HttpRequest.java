package farebox.http;

import farebox.kernel.Deadline;
import farebox.kernel.InvalidRequest;
import farebox.kernel.RequestId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request as every function sees it.
 *
 * @param method upper case
 * @param path without the stage, decoded exactly once, beginning with {@code /}
 * @param variables what the route's template named, decoded
 * @param query decoded parameters, each with its values in order
 * @param headers lower-case names
 * @param body after base64 and content encoding are undone
 * @param id chosen by the gateway
 * @param authorizer what the authorizer said; empty where none ran
 * @param deadline when the gateway stops waiting
 */
public record HttpRequest(
        String method,
        String path,
        Map<String, String> variables,
        Map<String, List<String>> query,
        Map<String, String> headers,
        byte[] body,
        RequestId id,
        Map<String, String> authorizer,
        Deadline deadline) {

    public HttpRequest {
        variables = Map.copyOf(variables);
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
        authorizer = Map.copyOf(authorizer);
    }

    /** @param name in lower case */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** @throws InvalidRequest if the parameter was given more than once */
    public Optional<String> query(String name) {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new InvalidRequest(name + " is given more than once", name);
        }
        return values.stream().findFirst();
    }

    /** Every value of a parameter that may be repeated, {@code name[]} included, as OpenAI's clients write it. */
    public List<String> queryAll(String name) {
        List<String> plain = query.getOrDefault(name, List.of());
        List<String> bracketed = query.getOrDefault(name + "[]", List.of());
        return plain.isEmpty() ? bracketed : plain;
    }

    /** A variable of the route's template; naming one it does not have is a bug. */
    public String variable(String name) {
        return Optional.ofNullable(variables.get(name))
                .orElseThrow(() -> new IllegalArgumentException("the route has no variable " + name));
    }

    HttpRequest with(Map<String, String> routeVariables) {
        return new HttpRequest(method, path, routeVariables, query, headers, body, id, authorizer, deadline);
    }
}
