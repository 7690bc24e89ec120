package farebox.local.sagemaker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.sagemaker.TrainingJob.Status;
import farebox.local.sagemaker.process.TrainingProcesses.TrainingProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One job on its way from its data to its model. */
final class TrainingRun {
    private static final Logger log = LoggerFactory.getLogger(TrainingRun.class);
    private static final Duration STOP_GRACE = Duration.ofMinutes(2);
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(2);
    private static final Duration SPOT_RETURN = Duration.ofSeconds(5);
    private static final int MAX_REASON = 1_024;

    private final TrainingJobs.Host host;
    private final TrainingSpec spec;
    private final Workspace workspace;
    private final Map<String, Long> savedCheckpoints = new HashMap<>();
    private final CompletableFuture<TrainingJob> end = new CompletableFuture<>();
    private TrainingJob job;
    private Ending ending = Ending.BY_ITSELF;
    private Instant processStart = Instant.EPOCH;
    // Between two processes, as after an interruption, there is none.
    private @Nullable TrainingProcess process;

    /** Why the process ends. */
    private enum Ending {
        BY_ITSELF,
        STOPPED,
        MAX_RUNTIME,
        MAX_WAIT,
        INTERRUPTED
    }

    TrainingRun(TrainingJobs.Host host, TrainingJob job) {
        this.host = host;
        this.job = job;
        this.spec = TrainingSpec.of(job.request());
        this.workspace = new Workspace(host.folder().resolve(spec.name()), host.objects());
        if (job.status().ended()) {
            end.complete(job);
        }
    }

    synchronized TrainingJob job() {
        return job;
    }

    CompletionStage<TrainingJob> end() {
        return end;
    }

    void begin() {
        spec.maxWait()
                .ifPresent(wait -> host.timers()
                        .at(job().times().created().plus(wait), () -> terminate(Ending.MAX_WAIT, Optional.empty())));
        host.executor().execute(this::prepareAndStart);
    }

    /** Begins again after the process of the emulator has ended. */
    void resume() {
        host.processes().endLeftover(workspace.root());
        if (job().status() == Status.STOPPING) {
            move(Status.STOPPED, "Stopped", "The training job was stopped");
        } else if (!job().status().ended()) {
            begin();
        }
    }

    /** @return false if the job has ended */
    synchronized boolean stop() {
        if (job.status().ended()) {
            return false;
        }
        if (job.status() != Status.STOPPING) {
            move(Status.STOPPING, "Stopping", "Stopping the training job");
            terminate(Ending.STOPPED, Optional.empty());
        }
        return true;
    }

    /** Takes the spot capacity away. */
    void interrupt() {
        terminate(Ending.INTERRUPTED, Optional.empty());
    }

    synchronized void change(TrainingJob changed) {
        job = changed;
        host.store().save(changed);
    }

    private void prepareAndStart() {
        try {
            move(Status.IN_PROGRESS, "Downloading", "Downloading the input data");
            workspace.prepare(spec, resources());
            startProcess();
        } catch (IOException | RuntimeException e) {
            fail("ClientError: Data download failed: " + e.getMessage());
        }
    }

    private synchronized void startProcess() {
        if (ending != Ending.BY_ITSELF) {
            finish(Status.STOPPED, secondary());
            return;
        }
        move(Status.IN_PROGRESS, "Training", "Training image download completed. Training in progress");
        Instant now = host.clock().instant();
        change(job.started(now));
        Map<String, String> environment = new HashMap<>(spec.environment());
        environment.put("TRAINING_JOB_NAME", spec.name());
        environment.put("TRAINING_JOB_ARN", job.arn());
        TrainingProcess started = host.processes().start(spec.image(), workspace.root(), workspace.log(), environment);
        process = started;
        processStart = now;
        host.timers()
                .at(
                        now.plus(spec.maxRuntime().minus(job.times().training())),
                        () -> terminate(Ending.MAX_RUNTIME, Optional.of(started)));
        saveCheckpointsLater(started);
        var _ = started.exit().thenAccept(status -> host.executor().execute(() -> exited(status)));
    }

    private void saveCheckpointsLater(TrainingProcess running) {
        if (spec.checkpoints().isPresent()) {
            host.timers().at(host.clock().instant().plus(CHECKPOINT_INTERVAL), () -> {
                if (running(running)) {
                    saveCheckpoints();
                    saveCheckpointsLater(running);
                }
            });
        }
    }

    private synchronized boolean running(TrainingProcess which) {
        return process == which;
    }

    /** @param which only if this process still runs; empty for any */
    private synchronized void terminate(Ending why, Optional<TrainingProcess> which) {
        if (job.status().ended()
                || ending != Ending.BY_ITSELF
                || which.filter(each -> each != process).isPresent()) {
            return;
        }
        ending = why;
        TrainingProcess running = process;
        if (running != null) {
            running.terminate();
            host.timers().at(host.clock().instant().plus(STOP_GRACE), () -> {
                if (running(running)) {
                    running.kill();
                }
            });
        }
    }

    private void exited(int status) {
        synchronized (this) {
            process = null;
            Instant now = host.clock().instant();
            change(job.exited(now, Duration.between(processStart, now)));
        }
        saveCheckpoints();
        switch (ending()) {
            case BY_ITSELF -> completed(status);
            case INTERRUPTED -> interrupted();
            case STOPPED, MAX_RUNTIME, MAX_WAIT -> upload(Status.STOPPED, secondary());
        }
    }

    private synchronized Ending ending() {
        return ending;
    }

    private void completed(int status) {
        if (status == 0) {
            upload(Status.COMPLETED, "Completed");
            return;
        }
        try {
            String text = workspace.failureText();
            workspace.saveOutput(spec.output(), spec.name() + "/output/output.tar.gz");
            fail("AlgorithmError: " + text + (text.isEmpty() ? "" : ", ") + "exit code: " + status);
        } catch (IOException | RuntimeException e) {
            fail("AlgorithmError: exit code: " + status + " (" + e.getMessage() + ")");
        }
    }

    private synchronized void interrupted() {
        ending = Ending.BY_ITSELF;
        move(Status.IN_PROGRESS, "Interrupted", "Spot capacity was reclaimed");
        host.timers().at(host.clock().instant().plus(SPOT_RETURN), () -> {
            move(Status.IN_PROGRESS, "Starting", "Starting the training job again");
            host.executor().execute(this::prepareAndStart);
        });
    }

    private void upload(Status status, String secondary) {
        try {
            synchronized (this) {
                move(job.status(), "Uploading", "Uploading generated training model");
            }
            String key = spec.name() + "/output/";
            workspace.saveModel(spec.output(), key + "model.tar.gz");
            workspace.saveOutput(spec.output(), key + "output.tar.gz");
            change(job().withModel(spec.output().uri(key + "model.tar.gz")));
            finish(status, secondary);
        } catch (IOException | RuntimeException e) {
            fail("ClientError: Artifact upload failed: " + e.getMessage());
        }
    }

    private String secondary() {
        return switch (ending()) {
            case MAX_RUNTIME -> "MaxRuntimeExceeded";
            case MAX_WAIT -> "MaxWaitTimeExceeded";
            case STOPPED, INTERRUPTED, BY_ITSELF -> "Stopped";
        };
    }

    private void saveCheckpoints() {
        try {
            if (spec.checkpoints().isPresent()) {
                workspace.saveCheckpoints(spec.checkpoints().get(), savedCheckpoints);
            }
        } catch (IOException | RuntimeException e) {
            // The next interval tries again; the files stay.
            log.atWarn().setCause(e).addKeyValue("job", spec.name()).log("checkpoint_upload_failed");
        }
    }

    private void fail(String reason) {
        synchronized (this) {
            change(job.failedWith(reason.substring(0, Math.min(reason.length(), MAX_REASON))));
        }
        finish(Status.FAILED, "Failed");
    }

    private synchronized void finish(Status status, String secondary) {
        try {
            change(job.withMetrics(workspace.metrics(spec.metrics())));
        } catch (IOException | NumberFormatException e) {
            log.atWarn().setCause(e).addKeyValue("job", spec.name()).log("metrics_not_read");
        }
        move(status, secondary, status == Status.COMPLETED ? "Training job completed" : "Training job ended");
    }

    private void move(Status status, String secondary, String message) {
        TrainingJob moved;
        synchronized (this) {
            // A stop that was asked for meanwhile goes before a step of the way.
            Status shown = job.status() == Status.STOPPING && !status.ended() ? Status.STOPPING : status;
            moved = job.moved(shown, secondary, message, host.clock().instant());
            change(moved);
        }
        host.listener().accept(moved);
        if (moved.status().ended()) {
            end.complete(moved);
        }
    }

    private ObjectNode resources() {
        ObjectNode resources = JsonNodeFactory.instance.objectNode().put("current_host", "algo-1");
        resources.putArray("hosts").add("algo-1");
        return resources
                .put("network_interface_name", "lo")
                .put(
                        "current_instance_type",
                        job().request()
                                .path("ResourceConfig")
                                .path("InstanceType")
                                .asText());
    }
}
