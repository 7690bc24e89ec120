package farebox.permissions;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A request that the AWS SDK sends for a method of ours.
 *
 * @param service as the SDK's package is called
 * @param operation as the service calls it, such as {@code PutItem}; of a transaction's parts
 *     {@code TransactWriteItem.put}
 */
record SdkCall(String service, String operation, Method caller) {
    private static final Pattern SERVICE = Pattern.compile("software/amazon/awssdk/services/(\\w+)/(.+)");
    private static final Pattern CLIENT = Pattern.compile("\\w+(?<!Async)Client");

    /** What turns an operation into a method that answers in another shape. */
    private static final Pattern SHAPE = Pattern.compile("(Paginator|AsBytes)$");

    private static final Pattern PART = Pattern.compile("model/(Transact\\w+Item)\\$Builder");
    private static final Set<String> PARTS = Set.of("put", "update", "delete", "conditionCheck", "get");

    /** To make a client and to let go of it asks nothing of the service. */
    private static final Set<String> SETUP = Set.of("builder", "create", "close");

    /**
     * What a service's package has beside its client that sends nothing by itself: its requests, pages and builders.
     */
    private static final Pattern SILENT = Pattern.compile("(model|paginators|presigner/model)/.+|\\w+ClientBuilder");

    /** Signs requests for whoever gets the URL, who may then do what the signer may. */
    private static final Pattern PRESIGNER = Pattern.compile("presigner/\\w+Presigner");

    private static final String PRESIGN = "presign";

    /** All of them among the foreign methods that can be reached. */
    static Stream<SdkCall> in(Reach reach) {
        return reach.foreign().entrySet().stream().flatMap(SdkCall::of);
    }

    private static Stream<SdkCall> of(Map.Entry<Method, Set<Method>> called) {
        Method method = called.getKey();
        Matcher service = SERVICE.matcher(method.owner());
        return service.matches()
                ? operation(method, service.group(2)).stream()
                        .flatMap(operation -> called.getValue().stream()
                                .map(caller -> new SdkCall(service.group(1), operation, caller)))
                : Stream.empty();
    }

    /** @throws IllegalStateException for something that may send a request and is not known here */
    private static Optional<String> operation(Method method, String type) {
        Matcher part = PART.matcher(type);
        if (part.matches() && PARTS.contains(method.name())) {
            return Optional.of(part.group(1) + "." + method.name());
        }
        if (SILENT.matcher(type).matches()) {
            return Optional.empty();
        }
        if (PRESIGNER.matcher(type).matches()) {
            return Optional.of(method.name())
                    .filter(name -> name.startsWith(PRESIGN))
                    .map(name -> name.substring(PRESIGN.length()));
        }
        if (!CLIENT.matcher(type).matches()) {
            throw new IllegalStateException(method + " is called, and what it asks for is not known");
        }
        return SETUP.contains(method.name()) ? Optional.empty() : Optional.of(operation(method.name()));
    }

    private static String operation(String name) {
        String plain = SHAPE.matcher(name).replaceFirst("");
        return Character.toUpperCase(plain.charAt(0)) + plain.substring(1);
    }
}
