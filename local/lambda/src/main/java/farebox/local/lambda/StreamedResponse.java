package farebox.local.lambda;

import farebox.kernel.ByteCount;
import farebox.local.http.BodyStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * A response in streaming mode. Its caller has each piece as soon as it is here. See "Response streaming" in
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html.
 */
record StreamedResponse(Invocation invocation, BodyStream body) {
    private static final String ERROR_TYPE = "lambda-runtime-function-error-type";
    private static final String ERROR_BODY = "lambda-runtime-function-error-body";

    /** @return how the invocation ends: by the end of the response, by trailers that tell of an error, or amid it */
    InvokeOutcome read() throws InterruptedException {
        StreamedPayload payload = invocation.payload();
        try {
            for (Optional<byte[]> next = body.next(); next.isPresent(); next = body.next()) {
                payload.append(next.get());
                if (payload.length() > Payloads.MAX_STREAMED_BYTES) {
                    return new InvokeOutcome.TooLarge(InvokeOutcome.Direction.ANSWER, new ByteCount(payload.length()));
                }
            }
        } catch (IOException e) {
            return Payloads.error("Runtime.TruncatedResponse", "the response ends before its last chunk");
        }
        return error(body.trailers()).orElseGet(() -> new InvokeOutcome.Answered(payload.whole()));
    }

    private static Optional<InvokeOutcome> error(Map<String, String> trailers) {
        return Optional.ofNullable(trailers.get(ERROR_TYPE))
                .map(type -> Payloads.error(decoded(trailers.getOrDefault(ERROR_BODY, "")), type));
    }

    /** In base64, since JSON may have what a header field may not. */
    private static byte[] decoded(String error) {
        try {
            return Base64.getDecoder().decode(error);
        } catch (IllegalArgumentException plain) {
            return error.getBytes(StandardCharsets.UTF_8);
        }
    }
}
