package farebox.local.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.apigateway.StreamedHead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a function returned, as text; a streamed response in the form that whole ones have. */
final class ProxyAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ProxyAnswer() {}

    static String of(byte[] payload) {
        return StreamedHead.split(payload)
                .map(ProxyAnswer::whole)
                .orElseGet(() -> new String(payload, StandardCharsets.UTF_8));
    }

    private static String whole(StreamedHead streamed) {
        try {
            ObjectNode answer = (ObjectNode) JSON.readTree(streamed.metadata());
            answer.put("isBase64Encoded", true);
            answer.put("body", Base64.getEncoder().encodeToString(streamed.body()));
            return JSON.writeValueAsString(answer);
        } catch (IOException e) {
            throw new IllegalStateException("the function's status and headers are no JSON", e);
        }
    }
}
