package farebox.training.pipeline;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be trained.
 *
 * @param cause what started the run
 * @param spec the worker's training spec as JSON; its data are names of files of the run, not keys
 * @param files the objects that the training reads, by the names that they have for it
 * @param metadata what the caller noted with it, in that order
 */
public record TrainingRequest(Cause cause, String spec, List<File> files, Map<String, String> metadata) {
    /** What starts a run. */
    public enum Cause {
        UPLOAD,
        REQUEST
    }

    /**
     * @param fileId of OpenAI's Files API; empty for an object that was uploaded directly
     * @param name what the training calls it
     */
    public record File(String name, Optional<String> fileId, SourceObject object) {}

    public TrainingRequest {
        files = List.copyOf(files);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
}
