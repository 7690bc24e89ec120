package farebox.local.stepfunctions.interpreter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import farebox.local.host.Documents;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Executions, their frames and events as documents. */
final class ExecutionStore {
    private static final String EXECUTION = "states/execution/";
    private static final String FRAME = "states/frame/";
    private static final String EVENT = "states/event/";
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .build();

    private final Documents documents;

    ExecutionStore(Documents documents) {
        this.documents = documents;
    }

    void save(Run.Changes changes) {
        String arn = changes.execution().arn();
        Map<String, Optional<String>> texts = new TreeMap<>();
        texts.put(EXECUTION + arn, Optional.of(text(changes.execution())));
        changes.frames().forEach((id, frame) -> texts.put(FRAME + arn + "/" + id, frame.map(ExecutionStore::text)));
        changes.events()
                .forEach(event ->
                        texts.put(EVENT + arn + "/" + String.format("%08d", event.id()), Optional.of(text(event))));
        documents.write(texts);
    }

    List<Execution> executions() {
        return values(documents.read(EXECUTION).values(), Execution.class);
    }

    List<Frame> frames(String arn) {
        return values(documents.read(FRAME + arn + "/").values(), Frame.class);
    }

    List<HistoryEvent> events(String arn) {
        return values(documents.read(EVENT + arn + "/").values(), HistoryEvent.class);
    }

    private static <T> List<T> values(Collection<String> texts, Class<T> type) {
        return texts.stream().map(text -> value(text, type)).toList();
    }

    private static <T> T value(String text, Class<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored " + type.getSimpleName() + " cannot be read", e);
        }
    }

    private static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(value.getClass() + " cannot be written as JSON", e);
        }
    }
}
