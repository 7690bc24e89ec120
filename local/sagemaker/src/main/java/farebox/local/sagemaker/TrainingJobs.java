package farebox.local.sagemaker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.host.Documents;
import farebox.local.host.ServiceException;
import farebox.local.host.Timers;
import farebox.local.sagemaker.process.TrainingProcesses;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The training jobs of an account and region. */
public final class TrainingJobs {
    private final String arnPrefix;
    private final Host host;
    private final TreeMap<String, TrainingRun> runs = new TreeMap<>();

    /**
     * What the jobs take from their host.
     *
     * @param executor for copying and packing, which take a while
     * @param folder below which each job has its own
     * @param listener is told of each change of status
     */
    public record Host(
            InstantSource clock,
            Timers timers,
            Documents documents,
            Executor executor,
            TrainingObjectStore objects,
            TrainingProcesses processes,
            Path folder,
            Consumer<TrainingJob> listener) {
        JobStore store() {
            return new JobStore(documents);
        }
    }

    /** @param account twelve digits */
    public TrainingJobs(String region, String account, Host host) {
        this.arnPrefix = "arn:aws:sagemaker:" + region + ":" + account + ":training-job/";
        this.host = host;
        host.store().read().forEach(job -> runs.put(job.name(), new TrainingRun(host, job)));
    }

    /** Starts again the jobs that were running when the last process ended. */
    public void resume() {
        List.copyOf(runs.values()).forEach(TrainingRun::resume);
    }

    /**
     * @param request as CreateTrainingJob has it
     * @throws ServiceException {@code ValidationException}, or {@code ResourceInUse} if the name is taken
     */
    public TrainingJob create(ObjectNode request) {
        TrainingSpec spec = TrainingSpec.of(request);
        if (!host.processes().knows(spec.image())) {
            throw new ServiceException(
                    "ValidationException", "There is no program for the training image " + spec.image() + ".");
        }
        TrainingJob job = TrainingJob.created(
                arnPrefix + spec.name(),
                request,
                tags(request.path("Tags")),
                host.clock().instant());
        TrainingRun run = new TrainingRun(host, job);
        synchronized (this) {
            if (runs.containsKey(spec.name())) {
                throw new ServiceException(
                        "ResourceInUse",
                        "Job name must be unique within an AWS account and region, and a job with this name already exists ("
                                + job.arn() + ")");
            }
            run.change(job);
            runs.put(spec.name(), run);
        }
        host.listener().accept(job);
        run.begin();
        return job;
    }

    /** @throws ServiceException {@code ValidationException} if there is none */
    public TrainingJob get(String name) {
        return run(name).job();
    }

    /** Sends SIGTERM, and SIGKILL 120 seconds later. */
    public void stop(String name) {
        TrainingRun run = run(name);
        if (!run.stop()) {
            throw new ServiceException(
                    "ValidationException",
                    "The request was rejected because the training job is in status "
                            + run.job().status().text() + ".");
        }
    }

    /** Takes away the capacity of a spot job, which goes on later from its checkpoints. */
    public void interrupt(String name) {
        if (run(name).job().request().path("EnableManagedSpotTraining").asBoolean()) {
            run(name).interrupt();
        } else {
            throw new ServiceException("ValidationException", "Only spot training can be interrupted.");
        }
    }

    /** The newest first. */
    public synchronized List<TrainingJob> list() {
        return runs.values().stream()
                .map(TrainingRun::job)
                .sorted(Comparator.comparing((TrainingJob job) -> job.times().created())
                        .reversed()
                        .thenComparing(TrainingJob::name))
                .toList();
    }

    /** The job once it has ended. */
    public CompletionStage<TrainingJob> end(String name) {
        return run(name).end();
    }

    public Map<String, String> tags(String arn) {
        return get(name(arn)).tags();
    }

    public void addTags(String arn, Map<String, String> added) {
        changeTags(arn, tags -> {
            tags.putAll(added);
            return tags;
        });
    }

    public void removeTags(String arn, List<String> keys) {
        changeTags(arn, tags -> {
            keys.forEach(tags::remove);
            return tags;
        });
    }

    private void changeTags(String arn, UnaryOperator<Map<String, String>> change) {
        TrainingRun run = run(name(arn));
        synchronized (run) {
            run.change(run.job()
                    .withTags(change.apply(new LinkedHashMap<>(run.job().tags()))));
        }
    }

    private synchronized TrainingRun run(String name) {
        return Optional.ofNullable(runs.get(name))
                .orElseThrow(() -> new ServiceException("ValidationException", "Requested resource not found."));
    }

    private String name(String arn) {
        return arn.startsWith(arnPrefix) ? arn.substring(arnPrefix.length()) : arn;
    }

    private static Map<String, String> tags(JsonNode listed) {
        Map<String, String> tags = new LinkedHashMap<>();
        listed.forEach(
                tag -> tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
        return tags;
    }
}
