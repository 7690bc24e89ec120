package farebox.local.scheduler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import farebox.local.host.Documents;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Schedules as documents. */
final class ScheduleStore {
    private static final String SCHEDULE = "scheduler/schedule/";
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private final Documents documents;

    ScheduleStore(Documents documents) {
        this.documents = documents;
    }

    void save(Scheduler.Entry entry) {
        try {
            String text = JSON.writeValueAsString(entry);
            documents.write(Map.of(SCHEDULE + entry.schedule().name(), Optional.of(text)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a schedule can always be written as JSON", e);
        }
    }

    void remove(String name) {
        documents.write(Map.of(SCHEDULE + name, Optional.empty()));
    }

    List<Scheduler.Entry> read() {
        return documents.read(SCHEDULE).values().stream()
                .map(ScheduleStore::parse)
                .toList();
    }

    private static Scheduler.Entry parse(String text) {
        try {
            return JSON.readValue(text, Scheduler.Entry.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored schedule cannot be read", e);
        }
    }
}
