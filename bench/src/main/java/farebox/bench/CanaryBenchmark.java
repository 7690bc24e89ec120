package farebox.bench;

import farebox.access.ApiKey;
import farebox.bench.CanaryTraffic.Call;
import farebox.bench.CanaryTraining.Slower;
import farebox.cli.operator.Administration;
import farebox.cli.operator.Stack;
import farebox.cli.operator.StackClients;
import farebox.cli.operator.StackFile;
import farebox.inference.VersionCounts;
import farebox.kernel.PlanName;
import farebox.kernel.Scope;
import farebox.kernel.TenantId;
import farebox.models.Canary;
import farebox.training.pipeline.gate.CanaryCounts;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A trained version whose compute time is at least half as long again as the champion's, through the local emulator:
 * after how long it is rolled back, and how many requests it has had. Then the champion's requests of a minute on busy
 * processors are split at random between two versions, as a canary would, to see how often equal ones are told apart.
 */
final class CanaryBenchmark implements Benchmark {
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(20);
    private static final int CALLERS = 100;
    private static final int BUSY_THREADS = 2;
    private static final int SERVED = 5;

    /** As on AWS. The minute is over before the first share. */
    private static final Map<String, String> PARAMETERS =
            Map.of("ModelCanaryPercent", "5", "ModelCanarySeconds", "300");

    private final int splits;

    /** @param splits of the champion's requests */
    CanaryBenchmark(int splits) {
        this.splits = splits;
    }

    @Override
    public String name() {
        return "canary";
    }

    @Override
    public Result run(BenchmarkEnvironment environment) throws Exception {
        Path folder = Files.createDirectories(environment.folder().resolve("canary"));
        EmulatorProcess emulator = EmulatorProcess.start(environment.home(), folder, PARAMETERS);
        Stack stack = new StackFile(emulator.data()).read().orElseThrow();
        try (StackClients clients = new StackClients(stack);
                HttpClient http = HttpClient.newHttpClient();
                CanaryTraining training = CanaryTraining.of(stack, clients, environment.home())) {
            IrisCalls calls = new IrisCalls(http, emulator.url("/v1/models/"));
            training.champion();
            Slower slower = training.slower(calls, emulator.key());
            Canary canary = training.candidate(slower.units());
            Administration administration = Administration.of(stack, clients, Clock.systemUTC(), new SecureRandom());
            return measured(
                    new CanaryTraffic(calls, callers(administration, canary), BETWEEN_CALLS),
                    training,
                    new Candidate(canary.candidate().value(), slower.times()));
        } finally {
            emulator.processes().end();
        }
    }

    /** @param alone what it and the champion took before, without other callers */
    private record Candidate(String version, ComputeTimes alone) {}

    private Result measured(CanaryTraffic traffic, CanaryTraining training, Candidate candidate)
            throws InterruptedException, ExecutionException {
        Instant began = Instant.now();
        FutureTask<Optional<Instant>> end = new FutureTask<>(() -> training.end(MINUTE));
        Thread _ = Thread.ofPlatform().daemon().start(end);
        List<Call> calls = traffic.run(MINUTE, 0);
        double after = end.get()
                .map(ended -> Duration.between(began, ended).toMillis() / 1e3)
                .orElse(Double.POSITIVE_INFINITY);
        ServedCalls served = new ServedCalls(calls, candidate.version());
        List<Call> champions = traffic.run(MINUTE, BUSY_THREADS);
        double falsely = 100.0 * falseAlarms(champions) / splits;
        double percent = 100.0 * served.ofCandidate() / calls.size();
        return new Result(
                List.of(
                        row("candidate half as slow again, rolled back after", after, MINUTE.toSeconds(), " s"),
                        row("requests that it had, of a minute's", percent, 1, " %"),
                        row("equal versions told apart in a minute", falsely, 1, " %")),
                List.of(
                        "compute time of champion and candidate, alone: "
                                + candidate.alone().words(),
                        "and in the minute: " + served.words(),
                        "with a look after each request it is found slower after "
                                + served.found()
                                        .map(requests -> requests + " of its requests")
                                        .orElse("none"),
                        "requests of the minute, by status: " + statuses(calls),
                        splits + " splits of those to the champion on busy processors, by status: "
                                + statuses(champions)));
    }

    private static Map<Integer, Long> statuses(List<Call> calls) {
        return calls.stream()
                .collect(Collectors.groupingBy(call -> call.answer().status(), TreeMap::new, Collectors.counting()));
    }

    private static ResultRow row(String name, double ours, long goal, String unit) {
        return new ResultRow(
                name,
                String.format(Locale.ROOT, "%.2f%s", ours, unit),
                goal + unit,
                ours / goal,
                new Target.AtMost(goal, unit).verdict(ours));
    }

    /** How many splits of the calls between two versions are found harmful, by the time of the whole call. */
    private long falseAlarms(List<Call> calls) {
        return IntStream.range(0, splits).filter(seed -> toldApart(calls, seed)).count();
    }

    private static boolean toldApart(List<Call> calls, int seed) {
        Random random = new Random(seed);
        Set<Integer> served = new HashSet<>();
        while (served.size() < SERVED) {
            served.add(random.nextInt(CALLERS));
        }
        VersionCounts candidate = VersionCounts.NONE;
        VersionCounts champion = VersionCounts.NONE;
        long look = LOOK.toNanos();
        for (Call call : calls) {
            if (call.nanos() > look) {
                look += LOOK.toNanos();
                if (new CanaryCounts(candidate, champion).harm().isPresent()) {
                    return true;
                }
            }
            VersionCounts one =
                    call.answer().succeeded() ? VersionCounts.answered(call.time()) : VersionCounts.failed();
            if (served.contains(call.caller())) {
                candidate = candidate.plus(one);
            } else {
                champion = champion.plus(one);
            }
        }
        return new CanaryCounts(candidate, champion).harm().isPresent();
    }

    /** One key of each of many tenants; the first are those whom the canary serves. */
    private static List<ApiKey> callers(Administration administration, Canary canary) {
        List<ApiKey> callers = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            TenantId tenant = new TenantId("caller-" + caller);
            administration.createTenant().run(tenant, new PlanName("standard"));
            ApiKey key = administration.createKey().run(tenant, Scope.INVOKE).key();
            while (canary.serves(CanaryTraining.MODEL, tenant + "/" + key.id()) != caller < SERVED) {
                administration.revokeKey().run(key.id());
                key = administration.createKey().run(tenant, Scope.INVOKE).key();
            }
            callers.add(key);
        }
        return callers;
    }
}
