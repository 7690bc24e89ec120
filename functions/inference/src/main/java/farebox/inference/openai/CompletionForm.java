package farebox.inference.openai;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.inference.generate.Generated;
import farebox.kernel.RequestId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What differs between the requests and the responses of text completions and of chat. */
enum CompletionForm {
    TEXT(CreateCompletions.TEXT, "cmpl-", "text_completion", "text_completion") {
        @Override
        CompletionsRequest read(JsonNode body) {
            return CompletionsRequest.ofText(body);
        }

        @Override
        void putContent(Map<String, @Nullable Object> choice, String text) {
            choice.put("text", text);
        }

        @Override
        void putDelta(Map<String, @Nullable Object> choice, String text, boolean first) {
            choice.put("text", text);
        }

        @Override
        Object probabilities(List<Generated.Token> tokens) {
            List<Object> top = new ArrayList<>();
            List<Integer> offsets = new ArrayList<>();
            int offset = 0;
            for (Generated.Token token : tokens) {
                Map<String, Object> candidates = new LinkedHashMap<>();
                token.best().forEach(candidate -> candidates.put(candidate.text(), candidate.logarithm()));
                top.add(candidates);
                offsets.add(offset);
                offset += token.text().length();
            }
            Map<String, Object> probabilities = new LinkedHashMap<>();
            probabilities.put(
                    "tokens", tokens.stream().map(Generated.Token::text).toList());
            probabilities.put(
                    "token_logprobs",
                    tokens.stream().map(Generated.Token::logarithm).toList());
            probabilities.put("top_logprobs", top);
            probabilities.put("text_offset", offsets);
            return probabilities;
        }
    },
    CHAT(CreateCompletions.CHAT, "chatcmpl-", "chat.completion", "chat.completion.chunk") {
        @Override
        CompletionsRequest read(JsonNode body) {
            return CompletionsRequest.ofChat(body);
        }

        @Override
        void putContent(Map<String, @Nullable Object> choice, String text) {
            Map<String, @Nullable Object> message = new LinkedHashMap<>();
            message.put("role", "assistant");
            message.put("content", text);
            message.put("refusal", null);
            choice.put("message", message);
        }

        @Override
        void putDelta(Map<String, @Nullable Object> choice, String text, boolean first) {
            Map<String, Object> delta = new LinkedHashMap<>();
            if (first) {
                delta.put("role", "assistant");
            }
            if (first || !text.isEmpty()) {
                delta.put("content", text);
            }
            choice.put("delta", delta);
        }

        @Override
        Object probabilities(List<Generated.Token> tokens) {
            Map<String, Object> probabilities = new LinkedHashMap<>();
            probabilities.put(
                    "content", tokens.stream().map(CompletionForm::told).toList());
            probabilities.put("refusal", null);
            return probabilities;
        }
    };

    private final String path;
    private final String idPrefix;
    private final String object;
    private final String chunkObject;

    CompletionForm(String path, String idPrefix, String object, String chunkObject) {
        this.path = path;
        this.idPrefix = idPrefix;
        this.object = object;
        this.chunkObject = chunkObject;
    }

    /** @throws farebox.kernel.InvalidRequest naming the field at fault */
    abstract CompletionsRequest read(JsonNode body);

    abstract void putContent(Map<String, @Nullable Object> choice, String text);

    abstract void putDelta(Map<String, @Nullable Object> choice, String text, boolean first);

    abstract Object probabilities(List<Generated.Token> tokens);

    /** Of its requests. */
    String path() {
        return path;
    }

    String id(RequestId request) {
        return idPrefix + request.value();
    }

    String object(boolean chunk) {
        return chunk ? chunkObject : object;
    }

    private static Map<String, Object> told(Generated.Token token) {
        Map<String, Object> told = told(token.text(), token.logarithm());
        told.put(
                "top_logprobs",
                token.best().stream()
                        .map(candidate -> told(candidate.text(), candidate.logarithm()))
                        .toList());
        return told;
    }

    private static Map<String, Object> told(String text, double logarithm) {
        List<Integer> bytes = new ArrayList<>();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(Byte.toUnsignedInt(each));
        }
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("token", text);
        told.put("logprob", logarithm);
        told.put("bytes", bytes);
        return told;
    }
}
