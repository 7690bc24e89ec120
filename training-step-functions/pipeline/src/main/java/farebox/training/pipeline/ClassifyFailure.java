package farebox.training.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells from the error of a failed state what is at fault and whether another instance type is worth a try. */
public final class ClassifyFailure {
    private static final JsonMapper JSON = new JsonMapper();

    /** As SageMaker composes it of the worker's failure file and its exit code: 1 is the tenant's fault. */
    private static final Pattern ALGORITHM_ERROR =
            Pattern.compile("AlgorithmError:\\s*(.*?)(?:,\\s*)?exit code:\\s*(\\d+).*", Pattern.DOTALL);

    private static final Pattern CAPACITY =
            Pattern.compile("CapacityError|InsufficientCapacity|ResourceLimitExceeded|Insufficient capacity");
    private static final String REFUSED = "1";
    /** By SIGKILL, which is what the system does to who takes too much memory. */
    private static final Pattern KILLED = Pattern.compile("AlgorithmError:.*exit code:\\s*137.*", Pattern.DOTALL);
    /** How AWS Batch begins to say that spot capacity was reclaimed. */
    private static final String LOST_HOST = "Host EC2";

    /** What a failure means. */
    public sealed interface Verdict {
        /** The run ends so. */
        record Fails(RunError error) implements Verdict {}

        /**
         * The worker refused the spec or the data; why is in what it left beside the model's place, under that name.
         */
        record Refused(String job) implements Verdict {}

        /**
         * The same training may succeed on another instance type, from the checkpoints of this one.
         *
         * @param what happened, in the words of an event
         * @param error of the run if there is no other type
         */
        record LacksCapacity(String what, RunError error) implements Verdict {}
    }

    /** Of a step other than the training, whose time is no matter of the tenant's. */
    public Verdict ofStep(String error, String cause) {
        return isTimeout(error) ? fails(internal("a step of the pipeline took longer than it may")) : run(error, cause);
    }

    /**
     * @param error the error's name, as Catch gives it
     * @param cause as Catch gives it: the description of a training job, or anything else
     */
    public Verdict run(String error, String cause) {
        if (isTimeout(error)) {
            return timeout();
        }
        if (CAPACITY.matcher(error).find()) {
            return capacity();
        }
        JsonNode details = parse(cause);
        if (details.has("JobQueue")) {
            return ofBatchJob(details);
        }
        return details.has("TrainingJobStatus")
                ? ofJob(details)
                : fails(internal("a step of the pipeline failed (%s)".formatted(simpleName(error))));
    }

    private static Verdict ofJob(JsonNode job) {
        String reason = job.path("FailureReason").asText();
        if (job.path("SecondaryStatus").asText().startsWith("MaxRuntime") || reason.contains("MaxRuntimeExceeded")) {
            return timeout();
        }
        if (job.path("SecondaryStatus").asText().startsWith("MaxWaitTime")
                || CAPACITY.matcher(reason).find()) {
            return capacity();
        }
        if (KILLED.matcher(reason).matches()) {
            return new Verdict.LacksCapacity(
                    "The training was killed",
                    new RunError(
                            RunError.KILLED,
                            "the training was killed on every type of instance, as happens where memory runs out; use less data"));
        }
        return fails(ofWorker(reason).orElseGet(() -> internal("the training job failed")));
    }

    /** As DescribeJobs of AWS Batch has it. */
    private static Verdict ofBatchJob(JsonNode job) {
        String reason = job.path("StatusReason").asText();
        if (reason.contains("exceeded timeout")) {
            return timeout();
        }
        if (reason.startsWith(LOST_HOST)) {
            return capacity();
        }
        return job.path("Container").path("ExitCode").asText().equals(REFUSED)
                ? new Verdict.Refused(job.path("JobName").asText())
                : fails(internal("the training job failed"));
    }

    /** Only what the worker wrote for the tenant is shown; any other reason is the operator's. */
    private static Optional<RunError> ofWorker(String reason) {
        Matcher failure = ALGORITHM_ERROR.matcher(reason);
        if (!failure.matches()
                || !failure.group(2).equals(REFUSED)
                || failure.group(1).isBlank()) {
            return Optional.empty();
        }
        return Optional.of(refusal(failure.group(1)));
    }

    /** @param written by the worker for the tenant */
    static RunError refusal(String written) {
        String message = written.strip();
        String notPromoted = RunError.NOT_PROMOTED + ":";
        return message.startsWith(notPromoted)
                ? new RunError(
                        RunError.NOT_PROMOTED,
                        message.substring(notPromoted.length()).strip())
                : new RunError(RunError.INVALID_TRAINING, message);
    }

    private static boolean isTimeout(String error) {
        return error.equals("States.Timeout") || error.equals("States.HeartbeatTimeout");
    }

    private static Verdict timeout() {
        return fails(new RunError(
                RunError.TIMEOUT, "the training ran longer than it may; raise budget.seconds or use less data"));
    }

    private static Verdict capacity() {
        return new Verdict.LacksCapacity(
                "No capacity",
                new RunError(RunError.CAPACITY, "no instance was free for the training; create the job again later"));
    }

    private static RunError internal(String what) {
        return new RunError(
                RunError.INTERNAL, what + "; create the job again, and tell the operator if it fails again");
    }

    private static Verdict fails(RunError error) {
        return new Verdict.Fails(error);
    }

    private static String simpleName(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private static JsonNode parse(String cause) {
        try {
            return JSON.readTree(cause);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }
}
