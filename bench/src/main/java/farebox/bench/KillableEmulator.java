package farebox.bench;

import farebox.cli.operator.Stack;
import farebox.cli.operator.StackClients;
import farebox.cli.operator.StackFile;
import farebox.cli.operator.TrainingAdministration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;

/** The local stack in a process of its own that is killed, with whatever it started, and started again on its data. */
final class KillableEmulator {
    private static final String COLLISION = "ResourceInUse";
    private static final String PROCESS = "process";

    private final Path home;
    private final Path folder;
    private EmulatorProcess emulator;

    private KillableEmulator(Path home, Path folder, EmulatorProcess emulator) {
        this.home = home;
        this.folder = folder;
        this.emulator = emulator;
    }

    static KillableEmulator start(Path home, Path folder) throws IOException, InterruptedException {
        return new KillableEmulator(home, folder, EmulatorProcess.start(home, folder));
    }

    /** What is killed. */
    enum Kind {
        FUNCTION,
        TRAINING,
        EMULATOR;

        /** The emulator is one of six: it takes a while to start. */
        static Kind drawn(RandomGenerator random) {
            return List.of(FUNCTION, FUNCTION, FUNCTION, TRAINING, TRAINING, EMULATOR)
                    .get(random.nextInt(6));
        }
    }

    /** @return false if there was none of the kind */
    boolean kill(Kind kind, RandomGenerator random) throws IOException, InterruptedException {
        return switch (kind) {
            case FUNCTION -> killOne(functions(), random);
            case TRAINING -> killOne(trainings().toList(), random);
            case EMULATOR -> {
                emulator.processes().root().destroyForcibly();
                emulator.processes().root().onExit().join();
                emulator = EmulatorProcess.start(home, folder);
                yield true;
            }
        };
    }

    private static boolean killOne(List<ProcessHandle> processes, RandomGenerator random) {
        return !processes.isEmpty()
                && processes.get(random.nextInt(processes.size())).destroyForcibly();
    }

    private List<ProcessHandle> functions() {
        Set<ProcessHandle> training = trainings()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .collect(Collectors.toSet());
        return emulator.processes()
                .root()
                .descendants()
                .filter(process -> !training.contains(process))
                .toList();
    }

    /** The processes of jobs that live. */
    Stream<ProcessHandle> trainings() {
        return jobFolders().stream()
                .map(job -> job.resolve(PROCESS))
                .filter(Files::exists)
                .flatMap(file -> ProcessHandle.of(pid(file)).stream())
                .filter(ProcessHandle::isAlive);
    }

    /** How many jobs were created. */
    int jobs() {
        return jobFolders().size();
    }

    private List<Path> jobFolders() {
        Path jobs = emulator.data().resolve("training");
        if (!Files.exists(jobs)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(jobs)) {
            return all.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long pid(Path file) {
        try {
            return Long.parseLong(Files.readString(file).split(" ", 2)[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stack stack() {
        try {
            return new StackFile(emulator.data()).read().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <T> T with(Function<TrainingAdministration, T> work) {
        Stack stack = stack();
        try (StackClients clients = new StackClients(stack)) {
            return work.apply(TrainingAdministration.of(stack, clients, InstantSource.system()));
        }
    }

    /** How often a job was to have a name that another has. */
    long collisions() {
        Stack stack = stack();
        try (StackClients clients = new StackClients(stack);
                SfnClient stepFunctions = clients.stepFunctions()) {
            return stepFunctions
                    .listExecutionsPaginator(list -> list.stateMachineArn(stack.output("TrainingStateMachine")))
                    .executions()
                    .stream()
                    .map(ExecutionListItem::executionArn)
                    .flatMap(arn ->
                            stepFunctions.getExecutionHistoryPaginator(get -> get.executionArn(arn)).events().stream())
                    .filter(event -> event.toString().contains(COLLISION))
                    .count();
        }
    }

    void end() {
        emulator.processes().end();
    }
}
