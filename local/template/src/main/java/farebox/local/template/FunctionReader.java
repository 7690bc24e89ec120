package farebox.local.template;

import farebox.kernel.ByteCount;
import farebox.local.template.Deployment.Function;
import farebox.local.template.Deployment.Stream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads an AWS::Serverless::Function. */
final class FunctionReader {
    private static final int DEFAULT_MEMORY_MEBIBYTES = 128;
    private static final int DEFAULT_TIMEOUT_SECONDS = 3;
    private static final int DEFAULT_BATCH = 100;

    private final Path folder;
    private final DeploymentReader.Names streams;

    /**
     * @param folder what CodeUri is relative to
     * @param streams tables by the ARN of their stream
     */
    FunctionReader(Path folder, DeploymentReader.Names streams) {
        this.folder = folder;
        this.streams = streams;
    }

    Function read(Section function, String name) {
        function.only(SupportedProperties.FUNCTION);
        return new Function(
                function.name(),
                name,
                java(function).text("Handler"),
                code(function),
                ByteCount.ofMebibytes(function.wholeOr("MemorySize", DEFAULT_MEMORY_MEBIBYTES)),
                Duration.ofSeconds(function.wholeOr("Timeout", DEFAULT_TIMEOUT_SECONDS)),
                environment(function),
                function.wholeOr("ReservedConcurrentExecutions", Function.UNRESERVED),
                function.maybeSection("Events").map(this::streams).orElse(List.of()));
    }

    private static Section java(Section function) {
        String runtime = function.text("Runtime");
        if (!runtime.startsWith("java")
                || !function.textOr("PackageType", "Zip").equals("Zip")) {
            throw function.problem("Runtime", "only Java in a zip package runs on the local emulator, not " + runtime);
        }
        return function;
    }

    private Path code(Section function) {
        String uri = function.text("CodeUri");
        if (uri.contains("://")) {
            throw function.problem("CodeUri", "a folder is wanted, not " + uri);
        }
        return folder.resolve(uri).normalize();
    }

    private static Map<String, String> environment(Section function) {
        Map<String, String> environment = new LinkedHashMap<>();
        function.maybeSection("Environment")
                .map(section -> section.only(Set.of("Variables")))
                .flatMap(section -> section.maybeSection("Variables"))
                .ifPresent(variables -> variables
                        .fields()
                        .all()
                        .keySet()
                        .forEach(variable -> environment.put(variable, variables.text(variable))));
        return environment;
    }

    private List<Stream> streams(Section events) {
        return events.each().stream()
                .map(event -> event.only(Set.of("Type", "Properties")))
                .map(this::properties)
                .filter(event -> !event.has("Enabled") || event.flag("Enabled"))
                .map(this::stream)
                .toList();
    }

    private Section properties(Section event) {
        if (!event.text("Type").equals("DynamoDB")) {
            throw event.problem(
                    "Type",
                    "events of the type " + event.text("Type") + " are not supported"
                            + " by the local emulator, only DynamoDB");
        }
        return event.section("Properties").only(SupportedProperties.STREAM_EVENT);
    }

    private Stream stream(Section event) {
        String arn = event.text("Stream");
        return new Stream(
                streams.of(arn).orElseThrow(() -> event.problem("Stream", arn + " is no stream of this template")),
                event.text("StartingPosition").equals("TRIM_HORIZON"),
                event.wholeOr("BatchSize", DEFAULT_BATCH),
                Duration.ofSeconds(event.wholeOr("MaximumBatchingWindowInSeconds", 0)),
                Duration.ofSeconds(event.wholeOr("TumblingWindowInSeconds", 0)),
                event.wholeOr("MaximumRetryAttempts", Stream.UNLIMITED),
                event.flag("BisectBatchOnFunctionError"),
                event.texts("FunctionResponseTypes").contains("ReportBatchItemFailures"));
    }
}
