package farebox.local.sagemaker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import farebox.local.host.Documents;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Training jobs as documents. */
final class JobStore {
    private static final String JOB = "sagemaker/job/";
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            // What accessors of the record derive from its components is written, too.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Documents documents;

    JobStore(Documents documents) {
        this.documents = documents;
    }

    void save(TrainingJob job) {
        try {
            documents.write(Map.of(JOB + job.name(), Optional.of(JSON.writeValueAsString(job))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a training job can always be written as JSON", e);
        }
    }

    List<TrainingJob> read() {
        return documents.read(JOB).values().stream().map(JobStore::parse).toList();
    }

    private static TrainingJob parse(String text) {
        try {
            return JSON.readValue(text, TrainingJob.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored training job cannot be read", e);
        }
    }
}
