package farebox.cli;

import picocli.CommandLine.Option;

/** Which stack is deployed or deleted. */
final class StackName {
    @Option(
            names = "--stack",
            paramLabel = "NAME",
            defaultValue = "farebox",
            description = "The stack's name (default: ${DEFAULT-VALUE}).")
    private String name = "farebox";

    String name() {
        return name;
    }
}
