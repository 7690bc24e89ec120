package farebox.cli;

import farebox.cli.operator.Stack;
import farebox.cli.operator.StackClients;
import farebox.cli.operator.UserError;
import farebox.kernel.AliasName;
import farebox.kernel.ModelName;
import farebox.kernel.ModelVersion;
import farebox.kernel.TenantId;
import farebox.models.ModelRef;
import farebox.models.publish.BundledModel;
import farebox.models.publish.MoveAlias;
import farebox.models.publish.PublicationFolder;
import farebox.models.publish.PublishModel;
import farebox.models.publish.PublishRequest;
import farebox.models.publish.PublishResult;
import farebox.models.publish.onnx.OnnxModelConverter;
import farebox.models.registry.Alias;
import farebox.models.registry.AliasMove;
import farebox.models.registry.ModelRegistry;
import farebox.models.s3.S3Models;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "models", mixinStandardHelpOptions = true, description = "What is served.")
final class ModelsCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            mixinStandardHelpOptions = true,
            description = "Publishes a model of any kind as a new version, and serves it.")
    int publish(
            @Mixin StackOption target,
            @Parameters(paramLabel = "NAME", description = "a-z, 0-9 and '-', at most 63.") String name,
            @Parameters(
                            paramLabel = "FOLDER",
                            arity = "0..1",
                            description = "Holds model.json, model.onnx and, for texts, tokenizer.json"
                                    + " (default: the bundled all-MiniLM-L6-v2).")
                    Optional<Path> folder,
            @Option(
                            names = "--owner",
                            defaultValue = "public",
                            description = "Whose model (default: ${DEFAULT-VALUE}).")
                    String owner) {
        ModelRef model = new ModelRef(new TenantId(owner), new ModelName(name));
        PublishRequest publishRequest = folder.map(
                        given -> new PublicationFolder(given.toAbsolutePath().normalize()).request(model))
                .orElseGet(() -> BundledModel.allMiniLmL6V2().named(model));
        PublishResult publishResult = inRegistry(
                target,
                modelRegistry -> new PublishModel(modelRegistry, new OnnxModelConverter(), scratch(), Clock.systemUTC())
                        .run(publishRequest));
        print(
                switch (publishResult) {
                    case PublishResult.Added added ->
                        "published " + added.card().version();
                    case PublishResult.AlreadyThere there ->
                        "these bytes are there already, as " + there.card().version();
                });
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "The models of an owner and their versions.")
    int list(
            @Mixin StackOption target,
            @Option(
                            names = "--owner",
                            defaultValue = "public",
                            description = "Whose models (default: ${DEFAULT-VALUE}).")
                    String owner) {
        inRegistry(target, modelRegistry -> {
            for (ModelName name : modelRegistry.models(new TenantId(owner))) {
                ModelRef model = new ModelRef(new TenantId(owner), name);
                modelRegistry
                        .versions(model)
                        .forEach(manifest -> print("%-32s %s  created %s  %s"
                                .formatted(
                                        model.name(),
                                        manifest.version(),
                                        manifest.created(),
                                        manifest.spec().task().wireName())));
            }
            return true;
        });
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "Points an alias to a version; back is the same.")
    int alias(
            @Mixin StackOption target,
            @Parameters(paramLabel = "MODEL", description = "Its name.") String name,
            @Parameters(paramLabel = "ALIAS", description = "Such as champion or canary.") String alias,
            @Parameters(paramLabel = "VERSION", description = "As 'models list' shows it.") String version,
            @Option(
                            names = "--owner",
                            defaultValue = "public",
                            description = "Whose model (default: ${DEFAULT-VALUE}).")
                    String owner) {
        ModelRef model = new ModelRef(new TenantId(owner), new ModelName(name));
        inRegistry(target, modelRegistry -> {
            new MoveAlias(modelRegistry).run(model, new AliasName(alias), new ModelVersion(version));
            return true;
        });
        print(alias + " of " + model + " is " + version);
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Which version served, at an instant or at any time, the newest first.")
    int served(
            @Mixin StackOption target,
            @Parameters(paramLabel = "MODEL", description = "Its name.") String name,
            @Option(names = "--at", paramLabel = "INSTANT", description = "Such as 2026-01-31T12:00:00Z.")
                    Optional<Instant> at,
            @Option(
                            names = "--owner",
                            defaultValue = "public",
                            description = "Whose model (default: ${DEFAULT-VALUE}).")
                    String owner) {
        ModelRef model = new ModelRef(new TenantId(owner), new ModelName(name));
        Alias champion = inRegistry(target, modelRegistry -> modelRegistry.alias(model, AliasName.CHAMPION))
                .orElseThrow(() -> new UserError("no version of " + model + " serves"));
        List<AliasMove> moves = at.map(instant -> champion.at(instant).stream())
                .orElseGet(champion::moves)
                .toList();
        if (moves.isEmpty()) {
            throw new UserError("no version of " + model + " is known to have served then");
        }
        moves.forEach(move -> print("since %s  %s%s".formatted(move.since(), move.version(), canary(move))));
        return 0;
    }

    private static String canary(AliasMove move) {
        return move.canary()
                .map(canary -> "  and %s for %d %% of the keys, until %s at the latest"
                        .formatted(canary.candidate(), canary.percent(), canary.until()))
                .orElse("");
    }

    private static <T> T inRegistry(StackOption target, Function<ModelRegistry, T> work) {
        Stack stack = target.stack();
        try (StackClients clients = new StackClients(stack)) {
            return work.apply(new ModelRegistry(S3Models.store(stack.output("ModelsBucket"), clients.s3())));
        }
    }

    private static Path scratch() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
