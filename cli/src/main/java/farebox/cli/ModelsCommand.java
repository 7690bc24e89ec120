package farebox.cli;

import farebox.cli.operator.Stack;
import farebox.cli.operator.StackClients;
import farebox.cli.operator.StackModels;
import farebox.cli.operator.UserError;
import farebox.kernel.AliasName;
import farebox.kernel.DataCorrupted;
import farebox.kernel.ModelName;
import farebox.kernel.ModelVersion;
import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import farebox.models.Manifest;
import farebox.models.ModelFile;
import farebox.models.ModelRef;
import farebox.models.publish.AliasPolicy;
import farebox.models.publish.BundledModel;
import farebox.models.publish.MoveAlias;
import farebox.models.publish.PublicationFolder;
import farebox.models.publish.PublicationFolder.Publication;
import farebox.models.publish.PublishModel;
import farebox.models.publish.PublishResult;
import farebox.models.publish.RollBackAlias;
import farebox.models.publish.onnx.OnnxModelConverter;
import farebox.models.registry.ModelRegistry;
import farebox.models.tensor.TensorSchema;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "What is served.",
        subcommands = {PushCommand.class, ServedCommand.class})
final class ModelsCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Whose model a command is about. */
    static final class Owner {
        @Option(
                names = "--owner",
                paramLabel = "TENANT",
                defaultValue = "public",
                description = "Whose model (default: ${DEFAULT-VALUE}).")
        private String name = "public";

        TenantId id() {
            return new TenantId(name);
        }

        ModelRef model(String model) {
            return new ModelRef(id(), new ModelName(model));
        }
    }

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
            @Mixin Owner owner) {
        ModelRef model = owner.model(name);
        Publication publication = folder.map(
                        given -> new PublicationFolder(given.toAbsolutePath().normalize()).publication(model))
                .orElseGet(() -> new Publication(BundledModel.allMiniLmL6V2().named(model), AliasPolicy.LATEST));
        print(
                switch (publish(target, publication)) {
                    case PublishResult.Added added ->
                        "published " + added.card().version();
                    case PublishResult.AlreadyThere there ->
                        "these bytes are there already, as " + there.card().version();
                });
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "The models of an owner and their versions.")
    int list(@Mixin StackOption target, @Mixin Owner owner) {
        return inRegistry(target, registry -> {
            for (ModelName name : registry.models(owner.id())) {
                ModelRef model = new ModelRef(owner.id(), name);
                registry.versionNames(model).stream()
                        .sorted()
                        .map(version -> line(registry, model, version))
                        .forEach(this::print);
            }
            return 0;
        });
    }

    @Command(mixinStandardHelpOptions = true, description = "One version: what it is for, its files and aliases.")
    int show(
            @Mixin StackOption target,
            @Parameters(paramLabel = "MODEL", description = "Its name.") String name,
            @Parameters(paramLabel = "VERSION", arity = "0..1", description = "Default: the champion.")
                    Optional<String> version,
            @Mixin Owner owner) {
        ModelRef model = owner.model(name);
        return inRegistry(target, registry -> {
            ModelVersion wanted = version.map(ModelVersion::new).orElseGet(() -> champion(registry, model));
            Manifest manifest = registry.manifest(model, wanted)
                    .orElseThrow(() -> new NotFound("the model " + model + " has no version " + wanted));
            describe(manifest, registry).forEach(this::print);
            return 0;
        });
    }

    @Command(mixinStandardHelpOptions = true, description = "Points an alias to a version.")
    int alias(
            @Mixin StackOption target,
            @Parameters(paramLabel = "MODEL", description = "Its name.") String name,
            @Parameters(paramLabel = "ALIAS", description = "Such as champion or canary.") String alias,
            @Parameters(paramLabel = "VERSION", description = "As 'models list' shows it.") String version,
            @Mixin Owner owner) {
        return inRegistry(target, registry -> {
            new MoveAlias(registry).run(owner.model(name), new AliasName(alias), new ModelVersion(version));
            print(alias + " of " + owner.model(name) + " is " + version);
            return 0;
        });
    }

    @Command(mixinStandardHelpOptions = true, description = "Points an alias back to the version before.")
    int rollback(
            @Mixin StackOption target,
            @Parameters(paramLabel = "MODEL", description = "Its name.") String name,
            @Parameters(paramLabel = "ALIAS", arity = "0..1", description = "Default: champion.")
                    Optional<String> alias,
            @Mixin Owner owner) {
        AliasName moved = alias.map(AliasName::new).orElse(AliasName.CHAMPION);
        return inRegistry(target, registry -> {
            ModelVersion version = new RollBackAlias(registry).run(owner.model(name), moved);
            print(moved + " of " + owner.model(name) + " is " + version + " again");
            return 0;
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Deletes a version that no alias needs, or a model with everything that serves of it.")
    int delete(
            @Mixin StackOption target,
            @Parameters(paramLabel = "MODEL", description = "Its name.") String name,
            @Parameters(paramLabel = "VERSION", arity = "0..1", description = "As 'models list' shows it.")
                    Optional<String> version,
            @Option(names = "--all", description = "All versions and aliases, the one that serves included.")
                    boolean all,
            @Mixin Owner owner) {
        if (version.isPresent() == all) {
            throw new UserError("name a version to delete, or all of them with --all");
        }
        ModelRef model = owner.model(name);
        return inRegistry(target, registry -> {
            if (registry.versionNames(model).isEmpty()) {
                throw new UserError("there is no model " + model);
            }
            version.map(ModelVersion::new)
                    .ifPresentOrElse(one -> registry.delete(model, one), () -> registry.delete(model));
            print("deleted " + version.map(one -> "version " + one).orElse("all versions") + " of " + model);
            return 0;
        });
    }

    private static PublishResult publish(StackOption target, Publication publication) {
        Stack stack = target.stack();
        try (StackClients clients = new StackClients(stack)) {
            PublishModel publish = new PublishModel(
                    StackModels.publisher(stack, clients), new OnnxModelConverter(), scratch(), Clock.systemUTC());
            return switch (publication.alias()) {
                case LATEST -> publish.run(publication.request());
                case OPERATOR -> publish.register(publication.request());
            };
        }
    }

    /** A version that cannot be read is listed too, with the reason. */
    private static String line(ModelRegistry registry, ModelRef model, ModelVersion version) {
        try {
            return registry.manifest(model, version)
                    .map(manifest -> "%-32s %s  created %s  %s"
                            .formatted(
                                    model.name(),
                                    version,
                                    manifest.created(),
                                    manifest.spec().task().wireName()))
                    .orElseGet(() -> "%-32s %s  not whole".formatted(model.name(), version));
        } catch (DataCorrupted e) {
            return "%-32s %s  %s".formatted(model.name(), version, e.detail());
        }
    }

    private static List<String> describe(Manifest manifest, ModelRegistry registry) {
        List<String> aliases = registry.aliases(manifest.ref()).stream()
                .filter(name -> registry.alias(manifest.ref(), name)
                        .filter(alias -> alias.version().equals(manifest.version()))
                        .isPresent())
                .map(AliasName::value)
                .toList();
        return List.of(
                "model     " + manifest.ref() + ", version " + manifest.version() + ", created " + manifest.created(),
                "aliases   " + String.join(", ", aliases),
                "task      " + manifest.spec().task().wireName(),
                "inputs    " + tensors(manifest.graph().inputs()),
                "outputs   " + tensors(manifest.graph().outputs()),
                "files     "
                        + String.join(
                                ", ",
                                manifest.files().stream()
                                        .map(ModelsCommand::file)
                                        .toList()),
                "metrics   " + manifest.metrics(),
                "source    " + manifest.provenance().source(),
                "compared  largest difference "
                        + manifest.provenance().comparison().largestDifference() + " on "
                        + manifest.provenance().comparison().samples() + " samples");
    }

    private static String file(ModelFile file) {
        return file.role().fileName() + " (" + file.size().bytes() + " bytes)";
    }

    private static String tensors(List<TensorSchema> tensors) {
        return String.join(
                ", ",
                tensors.stream()
                        .map(tensor -> tensor.name() + " " + tensor.type() + " " + tensor.shape())
                        .toList());
    }

    private static ModelVersion champion(ModelRegistry registry, ModelRef model) {
        return registry.alias(model, AliasName.CHAMPION)
                .orElseThrow(() -> new NotFound("the model " + model + " has no champion; name a version"))
                .version();
    }

    private static <T> T inRegistry(StackOption target, Function<ModelRegistry, T> work) {
        Stack stack = target.stack();
        try (StackClients clients = new StackClients(stack)) {
            return work.apply(StackModels.registry(stack, clients));
        }
    }

    private static Path scratch() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
