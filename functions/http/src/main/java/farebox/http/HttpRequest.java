package farebox.http;

import farebox.kernel.Deadline;
import farebox.kernel.InvalidRequest;
import farebox.kernel.RequestId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One HTTP request as every function reads it.
 *
 * @param method upper case
 * @param path without the stage, decoded exactly once, beginning with {@code /}
 * @param variables of the route's template, decoded
 * @param query decoded parameters, each with its values in order
 * @param headers lower-case names, each with its values in order
 * @param body after base64 and content encoding are undone
 * @param id chosen by the gateway
 * @param authorizer the context that the authorizer returned; empty where none ran
 * @param deadline when the gateway stops waiting
 */
public record HttpRequest(
        String method,
        String path,
        Map<String, String> variables,
        Map<String, List<String>> query,
        Map<String, List<String>> headers,
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

    /**
     * The value of a header that has one.
     *
     * @param name in lower case
     * @throws InvalidRequest if the header was sent more than once with different values
     */
    public Optional<String> header(String name) {
        List<String> values =
                headers.getOrDefault(name, List.of()).stream().distinct().toList();
        if (values.size() > 1) {
            throw new InvalidRequest("the header " + name + " is given more than once, with different values");
        }
        return values.stream().findFirst();
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

    /**
     * For endpoints that are defined here alone: a misspelt parameter must not look as if it had been applied.
     *
     * @param names without the {@code []} that a repeated parameter may have
     * @throws InvalidRequest naming a parameter that is none of them
     */
    public void requireOnlyQuery(Set<String> names) {
        query.keySet().stream()
                .filter(name -> !names.contains(name.endsWith("[]") ? name.substring(0, name.length() - 2) : name))
                .sorted()
                .findFirst()
                .ifPresent(unknown -> {
                    throw new InvalidRequest(
                            names.isEmpty()
                                    ? path + " has no query parameters"
                                    : path + " has no such query parameter; it has "
                                            + String.join(
                                                    ", ",
                                                    names.stream().sorted().toList()),
                            unknown);
                });
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
