package farebox.http;

import java.time.Duration;

/** The form in which the clients of a path read errors, and what they read beside every response. */
public enum ErrorFormat {
    /** {@code {"error": {"message", "type", "param", "code"}}}, all four keys, as OpenAI's SDKs read it. */
    OPENAI,
    /** {@code {"error": "..."}} and nothing else, as the Open Inference Protocol has it. */
    OPEN_INFERENCE,
    /** {@code {"error": "...", "error_type": "..."}}, as Hugging Face's servers write it. */
    HUGGING_FACE,
    /**
     * {@code {"__type": "...", "message": "..."}}, as the AWS SDKs read it; the exception's name stands in
     * {@code x-amzn-errortype} too, where headers can be chosen.
     */
    SAGEMAKER,
    /** {@code {"message": "..."}}, as Cohere's clients read it. */
    COHERE,
    /** RFC 9457, {@code application/problem+json}, for what belongs to no other protocol. */
    PROBLEM;

    HttpResponse complete(HttpResponse response, Duration processing) {
        return switch (this) {
            case OPENAI -> response.with("openai-processing-ms", Long.toString(processing.toMillis()));
            case OPEN_INFERENCE, HUGGING_FACE, SAGEMAKER, COHERE, PROBLEM -> response;
        };
    }
}
