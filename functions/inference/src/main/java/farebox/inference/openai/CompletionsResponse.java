package farebox.inference.openai;

import farebox.inference.generate.Generated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was generated, as one JSON object or as chunks of a stream. */
record CompletionsResponse(CompletionForm form, String id, String model, GenerationSettings settings) {

    Map<String, Object> whole(List<Generated> generated) {
        List<Object> choices = new ArrayList<>();
        for (Generated each : generated) {
            Map<String, @Nullable Object> choice = new LinkedHashMap<>();
            choice.put("index", choices.size());
            form.putContent(choice, each.text());
            choice.put("logprobs", probabilities(each.tokens()));
            choice.put("finish_reason", finish(each));
            choices.add(choice);
        }
        Map<String, Object> response = object(false, generated.getFirst().at());
        response.put("choices", choices);
        response.put("usage", usage(generated));
        return response;
    }

    /** One for each token that completed some text, one for each choice's end, and the usage if it is wanted. */
    List<Object> chunks(List<Generated> generated) {
        Instant created = generated.getFirst().at();
        List<Object> chunks = new ArrayList<>();
        for (int index = 0; index < generated.size(); index++) {
            Chunks choice = new Chunks(index, created);
            generated.get(index).tokens().forEach(token -> chunks.add(choice.token(token)));
            chunks.add(choice.end(generated.get(index)));
        }
        usageChunk(generated, created).ifPresent(chunks::add);
        return chunks;
    }

    /** The last chunk, if it is wanted. */
    Optional<Object> usageChunk(List<Generated> generated, Instant created) {
        if (!settings.usageInStream()) {
            return Optional.empty();
        }
        Map<String, Object> last = object(true, created);
        last.put("choices", List.of());
        last.put("usage", usage(generated));
        return Optional.of(last);
    }

    /** The chunks of one choice. */
    final class Chunks {
        private final int index;
        private final Instant created;
        private boolean first = true;
        private int written;

        Chunks(int index, Instant created) {
            this.index = index;
            this.created = created;
        }

        Object token(Generated.Token token) {
            return chunk(token.text(), List.of(token), null);
        }

        /** With the text that no token completed. */
        Object end(Generated generated) {
            return chunk(
                    generated
                            .text()
                            .substring(Math.min(written, generated.text().length())),
                    List.of(),
                    finish(generated));
        }

        private Object chunk(String text, List<Generated.Token> tokens, @Nullable String finish) {
            Map<String, Object> chunk = object(true, created);
            chunk.put("choices", List.of(choice(index, text, first, tokens, finish)));
            first = false;
            written += text.length();
            return chunk;
        }
    }

    private Map<String, @Nullable Object> choice(
            int index, String text, boolean first, List<Generated.Token> tokens, @Nullable String finish) {
        Map<String, @Nullable Object> choice = new LinkedHashMap<>();
        choice.put("index", index);
        form.putDelta(choice, text, first);
        choice.put("logprobs", tokens.isEmpty() ? null : probabilities(tokens));
        choice.put("finish_reason", finish);
        return choice;
    }

    private Map<String, Object> object(boolean chunk, Instant at) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", id);
        object.put("object", form.object(chunk));
        object.put("created", at.getEpochSecond());
        object.put("model", model);
        return object;
    }

    private @Nullable Object probabilities(List<Generated.Token> tokens) {
        return settings.candidates().isPresent() ? form.probabilities(tokens) : null;
    }

    private static String finish(Generated generated) {
        return generated.finish().name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> usage(List<Generated> generated) {
        long prompt =
                generated.stream().mapToLong(each -> each.prompt().count()).sum();
        long completion =
                generated.stream().mapToLong(each -> each.completion().count()).sum();
        Map<String, Object> usage = new LinkedHashMap<>();
        usage.put("prompt_tokens", prompt);
        usage.put("completion_tokens", completion);
        usage.put("total_tokens", prompt + completion);
        return usage;
    }
}
