package farebox.metering.http;

import farebox.kernel.Amounts;
import farebox.kernel.Meter;
import farebox.kernel.NotFound;
import farebox.metering.query.UsagePage;
import farebox.metering.query.UsageQuery.Kind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The usage endpoints of OpenAI's API and the fields of their results. Every model request is shown by exactly one of
 * them; the endpoints of services that are not offered here show empty buckets.
 */
enum OpenAiUsage {
    COMPLETIONS(Kind.COMPLETIONS, "completions"),
    EMBEDDINGS(Kind.EMBEDDINGS, "embeddings"),
    IMAGES(Kind.IMAGES, "images"),
    AUDIO_TRANSCRIPTIONS(Kind.AUDIO, "audio_transcriptions"),
    AUDIO_SPEECHES(Kind.NONE, "audio_speeches"),
    MODERATIONS(Kind.NONE, "moderations"),
    DECISIONS(Kind.NONE, "decisions"),
    VECTOR_STORES(Kind.NONE, "vector_stores"),
    CODE_INTERPRETER_SESSIONS(Kind.NONE, "code_interpreter_sessions"),
    FILE_SEARCH_CALLS(Kind.NONE, "file_searches"),
    WEB_SEARCH_CALLS(Kind.NONE, "web_searches");

    private final Kind requests;
    private final String object;

    OpenAiUsage(Kind requests, String object) {
        this.requests = requests;
        this.object = "organization.usage." + object + ".result";
    }

    /** @throws NotFound if there is none of that name; names those there are */
    static OpenAiUsage named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.pathName().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotFound("there is no usage of kind '" + name + "'; the kinds are "
                        + Arrays.stream(values()).map(OpenAiUsage::pathName).collect(Collectors.joining(", "))));
    }

    Kind requests() {
        return requests;
    }

    Map<String, Object> page(UsagePage page) {
        return new UsagePageJson(this::fields).page(page);
    }

    private String pathName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** There are no users here, so that {@code user_id} is always null. */
    private Map<String, Object> fields(Amounts amounts) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("object", object);
        counted().forEach(field -> result.put(field.wireName, field.of(amounts)));
        result.put("user_id", null);
        return result;
    }

    private List<Field> counted() {
        return switch (requests) {
            case COMPLETIONS -> List.of(Field.INPUT_TOKENS, Field.OUTPUT_TOKENS, Field.REQUESTS);
            case EMBEDDINGS -> List.of(Field.INPUT_TOKENS, Field.REQUESTS);
            case IMAGES -> List.of(Field.IMAGES, Field.REQUESTS);
            case AUDIO -> List.of(Field.SECONDS, Field.REQUESTS);
            case ANY, NONE -> List.of();
        };
    }

    /** What a result counts. */
    private enum Field {
        INPUT_TOKENS("input_tokens", Meter.TOKENS_IN, 1),
        OUTPUT_TOKENS("output_tokens", Meter.TOKENS_OUT, 1),
        REQUESTS("num_model_requests", Meter.CALLS, 1),
        IMAGES("images", Meter.IMAGES, 1),
        /** Whole seconds, rounded up once for each result. */
        SECONDS("seconds", Meter.AUDIO_MS, 1000);

        private final String wireName;
        private final Meter meter;
        private final long unitsEach;

        Field(String wireName, Meter meter, long unitsEach) {
            this.wireName = wireName;
            this.meter = meter;
            this.unitsEach = unitsEach;
        }

        private long of(Amounts amounts) {
            return Math.ceilDiv(amounts.of(meter), unitsEach);
        }
    }
}
