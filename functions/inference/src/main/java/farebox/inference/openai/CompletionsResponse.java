package farebox.inference.openai;

import farebox.inference.generate.Generated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        List<Object> chunks = new ArrayList<>();
        for (int index = 0; index < generated.size(); index++) {
            addChunks(generated.get(index), index, chunks);
        }
        if (settings.usageInStream()) {
            Map<String, Object> last = object(true, generated.getFirst().at());
            last.put("choices", List.of());
            last.put("usage", usage(generated));
            chunks.add(last);
        }
        return chunks;
    }

    private void addChunks(Generated generated, int index, List<Object> chunks) {
        boolean first = true;
        int written = 0;
        for (Generated.Token token : generated.tokens()) {
            String text = generated
                    .text()
                    .substring(
                            written,
                            Math.min(
                                    generated.text().length(),
                                    written + token.text().length()));
            written += text.length();
            chunks.add(chunk(generated, choice(index, text, first, List.of(token), null)));
            first = false;
        }
        String rest = generated.text().substring(written);
        chunks.add(chunk(generated, choice(index, rest, first, List.of(), finish(generated))));
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

    private Map<String, Object> chunk(Generated generated, Map<String, @Nullable Object> choice) {
        Map<String, Object> chunk = object(true, generated.at());
        chunk.put("choices", List.of(choice));
        return chunk;
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
