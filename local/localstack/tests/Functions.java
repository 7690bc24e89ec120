import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Map;

import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.crac.Resource;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** The functions of template.yaml. No library but Lambda's own, so that javac alone builds them. */
public final class Functions {
    private static final String GREETING = "first version";

    /** Answers a proxy event with its own body; query parameters make it slow, or make it fall over. */
    public static final class Echo implements RequestHandler<Map<String, Object>, Map<String, Object>> {
        private static final Hooks HOOKS = new Hooks();
        private static int served;

        static {
            Core.getGlobalContext().register(HOOKS);
        }

        @Override
        public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
            System.out.println("echo was called");
            if (event.get("queryStringParameters") instanceof Map<?, ?> query) {
                obey(query);
            }
            return Map.of(
                    "statusCode", 200,
                    "headers", Map.of(
                            "Content-Type", "application/octet-stream",
                            "X-Greeting", GREETING,
                            "X-Served", String.valueOf(++served),
                            "X-Process", String.valueOf(ProcessHandle.current().pid()),
                            "X-Version", context.getFunctionVersion(),
                            "X-Hooks", HOOKS.called,
                            "X-Mapped", String.valueOf(System.getenv("OWN_FILE")),
                            "X-Was-Base64", String.valueOf(event.get("isBase64Encoded"))),
                    "isBase64Encoded", true,
                    "body", event.get("body"));
        }

        private static void obey(Map<?, ?> query) {
            if (query.get("sleep") instanceof String milliseconds) {
                sleep(Long.parseLong(milliseconds));
            }
            if (query.get("exit") instanceof String status) {
                Runtime.getRuntime().halt(Integer.parseInt(status));
            }
        }

        private static void sleep(long milliseconds) {
            try {
                Thread.sleep(milliseconds);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What SnapStart calls. */
    private static final class Hooks implements Resource {
        private String called = "";

        @Override
        public void beforeCheckpoint(com.amazonaws.services.lambda.crac.Context<? extends Resource> context) {
            called += "before";
        }

        @Override
        public void afterRestore(com.amazonaws.services.lambda.crac.Context<? extends Resource> context) {
            called += " after";
        }
    }

    /** Copies the keys of a stream's records into another table, without the AWS SDK: the endpoint checks no signature. */
    public static final class Copy implements RequestHandler<Map<String, Object>, Void> {
        @Override
        public Void handleRequest(Map<String, Object> event, Context context) {
            for (Object each : (List<?>) event.get("Records")) {
                Map<?, ?> item = (Map<?, ?>) ((Map<?, ?>) each).get("dynamodb");
                put((String) ((Map<?, ?>) ((Map<?, ?>) item.get("Keys")).get("id")).get("S"));
            }
            return null;
        }

        private static void put(String id) {
            String json = "{\"TableName\":\"%s\",\"Item\":{\"id\":{\"S\":\"%s\"}}}".formatted(System.getenv("TARGET"), id);
            try {
                var connection = (HttpURLConnection)
                        URI.create(System.getenv("AWS_ENDPOINT_URL")).toURL().openConnection();
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/x-amz-json-1.0");
                connection.setRequestProperty("X-Amz-Target", "DynamoDB_20120810.PutItem");
                connection.setRequestProperty("Authorization", authorization());
                connection.getOutputStream().write(json.getBytes());
                if (connection.getResponseCode() != 200) {
                    throw new IllegalStateException("PutItem: " + connection.getResponseCode());
                }
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private static String authorization() {
            String scope = System.getenv("AWS_ACCESS_KEY_ID") + "/20260101/" + System.getenv("AWS_REGION");
            return "AWS4-HMAC-SHA256 Credential=" + scope + "/dynamodb/aws4_request, SignedHeaders=host, Signature=0";
        }
    }
}
