package farebox.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.cli.cloudformation.Stacks;
import farebox.cli.operator.Stack;
import farebox.cli.operator.StackClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * The deployed stack that system properties name, if they do: {@code farebox.ready} is the file that {@code ./farebox
 * deploy --ready-file} wrote, {@code farebox.stack} the stack's name, and {@code farebox.localstack} where LocalStack
 * serves; without it the stack is on AWS, in the account and region that the SDK finds.
 */
final class DeployedStack {
    private DeployedStack() {}

    static Optional<Operator> named() {
        return property("ready").map(file -> operator(target(Path.of(file))));
    }

    static boolean isNamed() {
        return property("ready").isPresent();
    }

    private static Operator operator(Target target) {
        Stack somewhere = property("localstack")
                .map(endpoint -> Stack.at(URI.create(endpoint), "us-east-1"))
                .orElseGet(() -> new Stack(
                        new DefaultAwsRegionProviderChain().getRegion().id(), Map.of(), Map.of()));
        Environment environment = somewhere.endpoints().isEmpty() ? Environment.AWS : Environment.LOCALSTACK;
        try (StackClients clients = new StackClients(somewhere)) {
            Stacks stacks = new Stacks(clients.cloudFormation());
            return new Operator(
                    target,
                    environment,
                    somewhere.with(stacks.outputs(property("stack").orElse("farebox"))));
        }
    }

    private static Target target(Path ready) {
        try {
            JsonNode json = new ObjectMapper().readTree(ready.toFile());
            return new Target(
                    URI.create(json.path("url").asText()),
                    json.path("key").asText(),
                    json.path("admin_key").asText());
        } catch (IOException e) {
            throw new UncheckedIOException("farebox.ready names no ready file", e);
        }
    }

    private static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty("farebox." + name)).filter(value -> !value.isBlank());
    }
}
