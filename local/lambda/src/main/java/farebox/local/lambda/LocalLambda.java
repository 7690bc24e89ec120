package farebox.local.lambda;

import farebox.kernel.ByteCount;
import farebox.local.http.WebLimits;
import farebox.local.http.WebServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The functions of a local emulator, each served by real Java runtimes in processes of their own. */
public final class LocalLambda implements AutoCloseable {
    /** Above the largest answer, so that a large answer is refused by name and not as a broken request. */
    private static final ByteCount MAX_BODY = ByteCount.ofMebibytes(64);

    /** The runtime reports up to a mebibyte of stack traces in one header. */
    private static final WebLimits LIMITS = new WebLimits(MAX_BODY, ByteCount.ofMebibytes(2));

    private final WebServer server;
    private final LambdaSettings settings;
    private final LambdaDirectory lambdaDirectory;
    private final ScheduledThreadPoolExecutor timers = timers();
    private final Map<String, HostedFunction> functions = new ConcurrentHashMap<>();
    private final Map<String, FunctionPool> pools = new ConcurrentHashMap<>();

    private LocalLambda(LambdaSettings settings) throws IOException {
        this.settings = settings;
        this.lambdaDirectory = LambdaDirectory.prepare(settings.folder(), settings.shared());
        this.server = WebServer.start("runtime-api", 0, LIMITS, new RuntimeApi(pools));
    }

    /**
     * Serves the Runtime API; starts no child yet.
     *
     * @throws IOException if the folder cannot be written, or functions cannot run on this system
     */
    public static LocalLambda start(List<FunctionDefinition> functions, LambdaSettings settings) throws IOException {
        LocalLambda lambda = new LocalLambda(settings);
        try {
            for (FunctionDefinition function : functions) {
                lambda.add(function);
            }
            return lambda;
        } catch (IOException e) {
            lambda.close();
            throw e;
        }
    }

    /** Keeps so many children running, whether or not there is work; they start side by side. Returns at once. */
    public void warm(String function, int children) {
        pool(function).warm(children);
    }

    /** Waits until so many children wait for their first event. */
    public Readiness awaitReady(String function, int children, Duration limit) throws InterruptedException {
        return pool(function).awaitReady(children, limit);
    }

    /**
     * Runs an event through a function. First come, first served while every child is busy.
     *
     * @param limit how long the caller waits, in the queue and for the answer
     */
    public InvokeOutcome invoke(String function, byte[] event, Duration limit) throws InterruptedException {
        FunctionPool pool = pool(function);
        Invocation invocation = pool.submit(event, limit);
        try {
            return invocation.outcome().get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            pool.giveUp(invocation);
            return invocation
                    .outcome()
                    .getNow(
                            invocation.wasTaken()
                                    ? new InvokeOutcome.StillRunning(limit)
                                    : new InvokeOutcome.Throttled());
        } catch (ExecutionException e) {
            throw new IllegalStateException("an invocation ends with an outcome, never with an exception", e);
        }
    }

    /**
     * The same with a caller that reads the answer as it comes.
     *
     * @param limit how long the caller waits, in the queue and for each piece of the answer
     */
    public StreamedInvocation stream(String function, byte[] event, Duration limit) {
        FunctionPool pool = pool(function);
        Invocation invocation = pool.submit(event, limit);
        return new StreamedInvocation(invocation, () -> pool.giveUp(invocation), limit);
    }

    /**
     * The same without a caller that waits.
     *
     * @param queueTimeout how long the event may wait for a child
     */
    public CompletableFuture<InvokeOutcome> submit(String function, byte[] event, Duration queueTimeout) {
        return pool(function).submit(event, queueTimeout).outcome().copy();
    }

    /**
     * Records the function's classes, so that children that start from now on start faster. Takes seconds the first
     * time and nothing later, until the function's archives change; callers are served meanwhile.
     *
     * @param event is really run through the function, once
     * @return whether there is a record now
     */
    public boolean train(String function, byte[] event, Duration limit) throws InterruptedException, IOException {
        HostedFunction hostedFunction = known(functions, function);
        return hostedFunction.classes().isThere()
                || new ClassCacheRecording(pools, site(function), settings, timing()).run(hostedFunction, event, limit);
    }

    /** Process ids of the children that run now, for those who watch or disturb them. */
    public List<Long> children(String function) {
        return pool(function).children().stream()
                .map(ExecutionEnvironment::process)
                .flatMap(Optional::stream)
                .map(ExecutionEnvironmentProcess::pid)
                .toList();
    }

    /** Ends every child; calls that wait are throttled. Returns when the processes are gone. */
    @Override
    public void close() {
        pools.values().parallelStream().forEach(FunctionPool::close);
        server.close();
        timers.shutdownNow();
        lambdaDirectory.clear();
    }

    private void add(FunctionDefinition function) throws IOException {
        ExecutionEnvironmentCommand command =
                new ExecutionEnvironmentCommand(function, lambdaDirectory.runtime(), settings.inherited());
        ClassCache classes = new ClassCache(function.name(), command, lambdaDirectory.classes());
        Launcher launcher = new ExecutionEnvironmentLauncher(
                command, site(function.name()), () -> LaunchMode.serving(classes.flags()));
        functions.put(function.name(), new HostedFunction(function, command, classes));
        pools.put(function.name(), new FunctionPool(function, settings, launcher, timing()));
    }

    private PoolPaths site(String function) {
        return new PoolPaths(function, lambdaDirectory.environments(), server.port());
    }

    private Timing timing() {
        return new Timing(settings.clock(), timers);
    }

    private FunctionPool pool(String function) {
        return known(pools, function);
    }

    private static <T> T known(Map<String, T> named, String function) {
        return Optional.ofNullable(named.get(function))
                .orElseThrow(() -> new IllegalArgumentException("no function is named " + function));
    }

    private static ScheduledThreadPoolExecutor timers() {
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("lambda-timers").factory());
        timers.setRemoveOnCancelPolicy(true);
        return timers;
    }
}
