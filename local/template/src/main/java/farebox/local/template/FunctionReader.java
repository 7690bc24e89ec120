package farebox.local.template;

import farebox.kernel.ByteCount;
import farebox.local.template.Deployment.Function;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads an AWS::Serverless::Function. */
final class FunctionReader {
    private static final int DEFAULT_MEMORY_MEBIBYTES = 128;
    private static final int DEFAULT_TIMEOUT_SECONDS = 3;

    private final Path folder;
    private final EventReader events;

    /** @param folder what CodeUri is relative to */
    FunctionReader(Path folder, EventReader events) {
        this.folder = folder;
        this.events = events;
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
                events.streams(function),
                events.queues(function));
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
}
