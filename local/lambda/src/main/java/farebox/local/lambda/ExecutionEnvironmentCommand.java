package farebox.local.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the children of one function are called and what they find in their environment. */
final class ExecutionEnvironmentCommand {
    static final String FIRST_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

    /** What the Java runtime on AWS gives the heap of a function's memory. */
    private static final int HEAP_PERCENT = 85;

    /** The JVM's own choice is a part of this machine's memory, which each child would fill before it collects. */
    private static final int INITIAL_HEAP_MEBIBYTES = 32;

    private static final List<String> INHERITED = List.of("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH");

    private final FunctionDefinition function;
    private final RuntimeFiles files;
    private final Map<String, String> parentEnvironment;

    ExecutionEnvironmentCommand(
            FunctionDefinition function, RuntimeFiles files, Map<String, String> parentEnvironment) {
        this.function = function;
        this.files = files;
        this.parentEnvironment = Map.copyOf(parentEnvironment);
    }

    ProcessBuilder of(SandboxPaths paths, LaunchMode launchMode) throws IOException {
        List<String> command = new ArrayList<>(launchMode.shellCall());
        command.add(java());
        command.addAll(flags());
        command.addAll(compilers());
        command.addAll(launchMode.flags());
        command.addAll(placed(paths));
        command.addAll(List.of("-cp", classPath(), ChildMain.class.getName(), function.handler()));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(function.code().toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment(paths));
        return builder;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** All that decides whether archived classes fit, but for the archives themselves. */
    List<String> flags() {
        int heap = function.memoryMebibytes() * HEAP_PERCENT / 100;
        return List.of(
                "-XX:+UseSerialGC",
                "-Xms" + Math.min(INITIAL_HEAP_MEBIBYTES, heap) + "m",
                "-Xmx" + heap + "m",
                // A start calls each constructor once; method handles for them are not archived, and take longer to
                // make.
                "-Djdk.reflect.useNativeAccessorOnly=true",
                "-XX:-UsePerfData",
                "-XX:-CreateCoredumpOnCrash",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow");
    }

    /** Lambda's Java 25 stops at the first compiler (C1) only where no snapshot hides the start. */
    private List<String> compilers() {
        return switch (function.start()) {
            // Archived classes have no profiles; a thread that looks for them takes 15 ms of a start's processor time.
            case ON_DEMAND -> List.of(FIRST_COMPILER_ONLY, "-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTReplayTraining");
            case SNAP_START -> List.of();
        };
    }

    /** Sorted: archived classes fit only the class path that they were recorded with. */
    List<Path> archives() throws IOException {
        try (Stream<Path> listed = Files.list(function.code().resolve("lib"))) {
            Stream<Path> own =
                    listed.filter(file -> file.toString().endsWith(".jar")).sorted();
            return Stream.concat(files.classPath().stream(), own).toList();
        }
    }

    private String classPath() throws IOException {
        return archives().stream().map(Path::toString).collect(Collectors.joining(":"));
    }

    private List<String> placed(SandboxPaths paths) {
        return List.of(
                "-Djava.io.tmpdir=" + paths.temporary(),
                "-XX:ErrorFile=" + paths.temporary().resolve("hs_err_%p.log"),
                "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
                        + files.nativeClient());
    }

    private Map<String, String> environment(SandboxPaths paths) {
        Map<String, String> environment = new HashMap<>();
        for (String name : INHERITED) {
            Optional.ofNullable(parentEnvironment.get(name)).ifPresent(value -> environment.put(name, value));
        }
        environment.put("TZ", ":UTC");
        environment.put("AWS_REGION", "us-east-1");
        environment.put("AWS_ACCESS_KEY_ID", "test");
        environment.put("AWS_SECRET_ACCESS_KEY", "test");
        environment.putAll(function.environment());
        environment.put("AWS_DEFAULT_REGION", environment.get("AWS_REGION"));
        environment.putAll(reserved(paths));
        return environment;
    }

    /** What a function's own settings cannot change on AWS either. */
    private Map<String, String> reserved(SandboxPaths paths) {
        return Map.ofEntries(
                Map.entry("_HANDLER", function.handler()),
                Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_java25"),
                Map.entry("AWS_LAMBDA_RUNTIME_API", paths.runtimeApi()),
                Map.entry("AWS_LAMBDA_FUNCTION_NAME", function.name()),
                Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
                Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMebibytes())),
                Map.entry("AWS_LAMBDA_INITIALIZATION_TYPE", function.start().initializationType()),
                Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name()),
                Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", paths.logStream()),
                Map.entry("LAMBDA_TASK_ROOT", function.code().toString()),
                Map.entry("TMPDIR", paths.temporary().toString()));
    }
}
