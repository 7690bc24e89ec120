package farebox.cli;

import farebox.cli.operator.Stack;
import farebox.cli.operator.StackClients;
import farebox.cli.operator.StackModels;
import farebox.cli.operator.UserError;
import farebox.kernel.AliasName;
import farebox.models.ModelRef;
import farebox.models.registry.Alias;
import farebox.models.registry.AliasMove;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "served",
        mixinStandardHelpOptions = true,
        description = "Which version served, at an instant or at any time, the newest first.")
final class ServedCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private StackOption target = new StackOption();

    @Mixin
    private ModelsCommand.Owner owner = new ModelsCommand.Owner();

    @Parameters(paramLabel = "MODEL", description = "Its name.")
    private String name = "";

    @Option(names = "--at", paramLabel = "INSTANT", description = "Such as 2026-01-31T12:00:00Z.")
    private Optional<Instant> at = Optional.empty();

    @Override
    public Integer call() {
        ModelRef model = owner.model(name);
        Alias champion = champion(model).orElseThrow(() -> new UserError("no version of " + model + " serves"));
        List<AliasMove> moves = at.map(instant -> champion.at(instant).stream())
                .orElseGet(champion::moves)
                .toList();
        if (moves.isEmpty()) {
            throw new UserError("no version of " + model + " is known to have served then");
        }
        moves.forEach(move ->
                spec.commandLine().getOut().println("since " + move.since() + "  " + move.version() + canary(move)));
        return 0;
    }

    private Optional<Alias> champion(ModelRef model) {
        Stack stack = target.stack();
        try (StackClients clients = new StackClients(stack)) {
            return StackModels.registry(stack, clients).alias(model, AliasName.CHAMPION);
        }
    }

    private static String canary(AliasMove move) {
        return move.canary()
                .map(canary -> "  and %s for %d %% of the keys, until %s at the latest"
                        .formatted(canary.candidate(), canary.percent(), canary.until()))
                .orElse("");
    }
}
