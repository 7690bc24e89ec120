package farebox.cli;

import farebox.cli.operator.Stack;
import farebox.cli.operator.StackClients;
import farebox.cli.operator.TrainingAdministration;
import farebox.kernel.TenantId;
import farebox.training.pipeline.PipelineRun;
import farebox.training.pipeline.RunEvent;
import farebox.training.pipeline.RunId;
import farebox.training.pipeline.RunStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "runs", mixinStandardHelpOptions = true, description = "The training runs of a tenant.")
final class RunsCommand {
    private static final Duration POLLING = Duration.ofSeconds(1);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(mixinStandardHelpOptions = true, description = "A tenant's runs, the newest first.")
    int list(
            @Mixin StackOption target,
            @Mixin TenantOption tenant,
            @Option(
                            names = "--limit",
                            defaultValue = "20",
                            description = "How many at most (default: ${DEFAULT-VALUE}).")
                    int limit) {
        List<PipelineRun> runs = training(target, of -> of.store().list(tenant.id(), Optional.empty(), limit));
        runs.forEach(run -> print(line(run)));
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "One run with its events.")
    int show(
            @Mixin StackOption target,
            @Mixin TenantOption tenant,
            @Parameters(paramLabel = "RUN", description = "Its id, ftjob-….") String run) {
        training(target, of -> {
            PipelineRun found = of.runs().get(tenant.id(), new RunId(run));
            show(found);
            printEvents(of, found, 0);
            return true;
        });
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Prints the events of a run as they happen; ends with it, with status 1 unless it succeeds.")
    int watch(
            @Mixin StackOption target,
            @Mixin TenantOption tenant,
            @Parameters(paramLabel = "RUN", description = "Its id, ftjob-….") String run) {
        PipelineRun last = training(target, of -> watch(of, tenant.id(), new RunId(run)));
        show(last);
        return last.status() == RunStatus.SUCCEEDED ? 0 : 1;
    }

    @Command(mixinStandardHelpOptions = true, description = "Cancels a run and stops its training.")
    int cancel(
            @Mixin StackOption target,
            @Mixin TenantOption tenant,
            @Parameters(paramLabel = "RUN", description = "Its id, ftjob-….") String run) {
        print(line(training(target, of -> of.cancelRun().run(tenant.id(), new RunId(run)))));
        return 0;
    }

    /** Whose runs. */
    static final class TenantOption {
        @Option(names = "--tenant", defaultValue = "demo", description = "Whose runs (default: ${DEFAULT-VALUE}).")
        private String name = "";

        TenantId id() {
            return new TenantId(name);
        }
    }

    private PipelineRun watch(TrainingAdministration of, TenantId tenant, RunId id) {
        int seen = 0;
        while (true) {
            PipelineRun run = of.runs().get(tenant, id);
            seen = printEvents(of, run, seen);
            if (run.status().ended()) {
                return run;
            }
            LockSupport.parkNanos(POLLING.toNanos());
        }
    }

    /** Prints the events after so many, and returns how many there are. */
    private int printEvents(TrainingAdministration of, PipelineRun run, int seen) {
        List<RunEvent> events = of.events().of(run);
        LossBars curve = LossBars.of(events);
        events.stream()
                .skip(seen)
                .forEach(event -> print("%s  %s%s".formatted(event.at(), event.message(), curve.bar(event))));
        // What the training logs may be read again after it has begun anew.
        return Math.max(seen, events.size());
    }

    private void show(PipelineRun run) {
        print(line(run));
        run.result().error().ifPresent(error -> print("  " + error.code() + ": " + error.message()));
        run.result().version().ifPresent(version -> print("  version " + version));
        run.result().estimate().ifPresent(cost -> print("  costs at most " + cost + " USD"));
        run.result()
                .time()
                .ifPresent(time -> print("  trained for %d s, of which %d s are billed: spot capacity saved %d %%"
                        .formatted(time.trainedSeconds(), time.billedSeconds(), time.savedPercent())));
        run.result()
                .canary()
                .ifPresent(canary -> print("  canary: %d requests, at up to %d %% of the callers%s"
                        .formatted(
                                canary.requests(),
                                canary.percent(),
                                canary.isInconclusive() ? "; too few for a comparison" : "")));
        run.result().metrics().forEach((name, value) -> print("  %s %.4f".formatted(name, value)));
    }

    private static String line(PipelineRun run) {
        return "%s  %-24s %-16s created %s"
                .formatted(
                        run.id(),
                        run.model().name(),
                        run.status().wireName(),
                        run.times().created());
    }

    private static <T> T training(StackOption target, Function<TrainingAdministration, T> work) {
        Stack stack = target.stack();
        try (StackClients clients = new StackClients(stack)) {
            return work.apply(TrainingAdministration.of(stack, clients, InstantSource.system()));
        }
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
