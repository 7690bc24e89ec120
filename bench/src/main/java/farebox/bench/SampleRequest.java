package farebox.bench;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The real payload of a call with one sentence, from {@code events/}.
 *
 * @param json as Lambda delivers it
 */
record SampleRequest(String json) {
    /** What the payload asks to embed. */
    static final String TEXT = "The cat sits on the mat.";

    private static final String REQUEST = "aW5mZXJlbmNlLTA3";
    private static final int MILLIS_LEFT = 28_000;

    static SampleRequest read(Path home) throws IOException {
        String json = Files.readString(home.resolve("events").resolve("inference-embeddings.json"));
        if (!json.contains(REQUEST)) {
            throw new IllegalStateException("the event has another request id than " + REQUEST);
        }
        return new SampleRequest(json);
    }

    /** A request of its own: the same one again would find the event of the first and write none. */
    byte[] bytes() {
        return json.replace(REQUEST, UUID.randomUUID().toString()).getBytes(StandardCharsets.UTF_8);
    }

    APIGatewayProxyRequestEvent event() {
        return LambdaEventSerializers.serializerFor(
                        APIGatewayProxyRequestEvent.class, SampleRequest.class.getClassLoader())
                .fromJson(new ByteArrayInputStream(bytes()));
    }

    static Context context() {
        return (Context) Proxy.newProxyInstance(
                SampleRequest.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (_, method, _) -> switch (method.getName()) {
                    case "getAwsRequestId" -> "bench";
                    case "getRemainingTimeInMillis" -> MILLIS_LEFT;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
