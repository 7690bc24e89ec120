package farebox.inference.openai;

import com.fasterxml.jackson.databind.JsonNode;
import farebox.http.Json;
import farebox.inference.Input;
import farebox.inference.ModelCall;
import farebox.inference.generate.GenerateCommand;
import farebox.inference.generate.Sampling;
import farebox.inference.http.JsonFields;
import farebox.kernel.InvalidRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How a text is generated and told.
 *
 * @param candidates how many of the most probable tokens are told for each place; empty to tell no probabilities
 * @param stream whether the response is a stream of server-sent events
 * @param usageInStream whether the stream ends with the usage
 */
record GenerationSettings(
        int maxTokens,
        double temperature,
        double topP,
        OptionalLong seed,
        List<String> stop,
        OptionalInt candidates,
        boolean stream,
        boolean usageInStream) {
    private static final int DEFAULT_TEXT_TOKENS = 16;
    private static final int MAX_STOPS = 4;
    private static final int MAX_STOP_CHARACTERS = 1_000;
    private static final int MAX_TEXT_CANDIDATES = 5;
    private static final int MAX_CHAT_CANDIDATES = 20;

    /** What these fields of OpenAI's must be, if they are there: nothing else is served. */
    private static final Map<String, Double> FIXED =
            Map.of("n", 1.0, "best_of", 1.0, "presence_penalty", 0.0, "frequency_penalty", 0.0);

    GenerationSettings {
        stop = List.copyOf(stop);
    }

    static GenerationSettings ofText(JsonNode body) {
        int most = JsonFields.positive(body, "max_tokens").orElse(DEFAULT_TEXT_TOKENS);
        JsonNode logprobs = body.path("logprobs");
        OptionalInt candidates = JsonFields.isAbsent(logprobs)
                ? OptionalInt.empty()
                : OptionalInt.of(count(logprobs, "logprobs", MAX_TEXT_CANDIDATES));
        JsonFields.requireNone(body, List.of("echo", "suffix"));
        return of(body, most, candidates);
    }

    static GenerationSettings ofChat(JsonNode body) {
        int most = JsonFields.positive(body, "max_completion_tokens")
                .orElse(JsonFields.positive(body, "max_tokens").orElse(Integer.MAX_VALUE));
        boolean told = JsonFields.flag(body, "logprobs", false);
        JsonNode count = body.path("top_logprobs");
        int candidates = JsonFields.isAbsent(count) ? 0 : count(count, "top_logprobs", MAX_CHAT_CANDIDATES);
        if (candidates > 0 && !told) {
            throw new InvalidRequest("top_logprobs needs logprobs to be true", "top_logprobs");
        }
        JsonFields.requireNone(body, List.of("tools", "functions", "audio", "web_search_options"));
        requireText(body.path("response_format"));
        return of(body, most, told ? OptionalInt.of(candidates) : OptionalInt.empty());
    }

    private static void requireText(JsonNode format) {
        if (!JsonFields.isAbsent(format) && !format.path("type").asText().equals("text")) {
            throw new InvalidRequest("response_format is of type text; no other is served", "response_format");
        }
    }

    private static GenerationSettings of(JsonNode body, int maxTokens, OptionalInt candidates) {
        JsonFields.requireNone(body, List.of("logit_bias"));
        FIXED.forEach((field, value) -> {
            JsonNode given = body.path(field);
            if (!JsonFields.isAbsent(given) && (!given.isNumber() || given.doubleValue() != value)) {
                throw new InvalidRequest("%s is %.0f; no other value is served".formatted(field, value), field);
            }
        });
        return new GenerationSettings(
                maxTokens,
                number(body, "temperature", Sampling.MAX_TEMPERATURE, 0),
                number(body, "top_p", 1, Double.MIN_NORMAL),
                seed(body.path("seed")),
                stops(body.path("stop")),
                candidates,
                JsonFields.flag(body, "stream", false),
                JsonFields.flag(body.path("stream_options"), "include_usage", false));
    }

    /** @param otherSeed for a request that has none, another for each */
    GenerateCommand command(ModelCall call, Input prompt, long otherSeed) {
        return new GenerateCommand(
                call,
                prompt,
                maxTokens,
                new Sampling(temperature, topP, seed.orElse(otherSeed)),
                stop,
                candidates.orElse(0));
    }

    private static double number(JsonNode body, String field, double most, double least) {
        JsonNode value = body.path(field);
        if (JsonFields.isAbsent(value)) {
            return 1;
        }
        if (!value.isNumber() || !(value.doubleValue() >= least && value.doubleValue() <= most)) {
            throw new InvalidRequest(
                    "%s is a number %s %.0f".formatted(field, least == 0 ? "from 0 to" : "above 0, at most", most),
                    field);
        }
        return value.doubleValue();
    }

    private static int count(JsonNode value, String field, int most) {
        long count = Json.integer(value).orElse(-1);
        if (count < 0 || count > most) {
            throw new InvalidRequest(field + " is an integer from 0 to " + most, field);
        }
        return (int) count;
    }

    private static OptionalLong seed(JsonNode seed) {
        if (JsonFields.isAbsent(seed)) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Json.integer(seed).orElseThrow(() -> new InvalidRequest("seed is an integer", "seed")));
    }

    private static List<String> stops(JsonNode stop) {
        if (JsonFields.isAbsent(stop)) {
            return List.of();
        }
        List<String> stops = new ArrayList<>();
        (stop.isArray() ? stop : List.of(stop)).forEach(each -> stops.add(each.textValue()));
        boolean readable = stops.stream()
                .allMatch(each -> each != null && !each.isEmpty() && each.length() <= MAX_STOP_CHARACTERS);
        if (!readable || stops.size() > MAX_STOPS) {
            throw new InvalidRequest(
                    "stop is a text or a list of at most " + MAX_STOPS + ", none of them empty", "stop");
        }
        return stops;
    }
}
