package farebox.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.cli.operator.Stack;
import farebox.cli.operator.StackFile;
import farebox.local.launcher.EmulatorSettings;
import farebox.local.launcher.LocalEmulator;
import farebox.local.template.Deployment;
import farebox.local.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A local emulator in this JVM: its operator, and the powers that only somebody beside it has. */
final class EmulatorStack implements AutoCloseable {
    private static final int ANY_PORT = 0;

    private final LocalEmulator emulator;
    private final Operator operator;

    private EmulatorStack(LocalEmulator emulator, Operator operator) {
        this.emulator = emulator;
        this.operator = operator;
    }

    /** Aborts the test if the functions are not packed. */
    static EmulatorStack start(Path data) {
        return start(data, Map.of());
    }

    /** @param parameters of the template */
    static EmulatorStack start(Path data, Map<String, String> parameters) {
        Checkout.requireFunctions();
        try {
            LocalEmulator emulator =
                    LocalEmulator.start(new EmulatorSettings(Checkout.ROOT, data, ANY_PORT, parameters), step -> {});
            Target target = new Target(
                    emulator.ready().url(),
                    emulator.ready().key(),
                    emulator.ready().adminKey());
            return new EmulatorStack(
                    emulator,
                    new Operator(
                            target,
                            Environment.EMULATOR,
                            new StackFile(data).read().orElseThrow()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the local emulator started", e);
        }
    }

    Operator operator() {
        return operator;
    }

    Target target() {
        return operator.target();
    }

    /** @param id as the template has it, such as {@code InferenceFunction} */
    List<Long> children(String id) {
        return emulator.lambda().children(function(id));
    }

    /** Leaves a tenant so many calls of its plan's quota; by hand, as the SDK's HTTP client here knows no PATCH. */
    void leave(String name, String plan, int calls) {
        Stack stack = operator.stack();
        String key = operator.clients()
                .apiGateway()
                .getApiKeys(of -> of.nameQuery("farebox-" + operator.named(name)))
                .items()
                .getFirst()
                .id();
        HttpReply httpReply = PlainHttp.patch(
                URI.create(stack.endpoints().get(Stack.Service.API_GATEWAY) + "/usageplans/" + stack.output(plan)
                        + "/keys/" + key + "/usage"),
                "{\"patchOperations\": [{\"op\": \"replace\", \"path\": \"/remaining\", \"value\": \"" + calls
                        + "\"}]}");
        assertThat(httpReply.status()).as(httpReply.text()).isEqualTo(200);
    }

    @Override
    public void close() {
        operator.close();
        emulator.close();
    }

    private static String function(String id) {
        return Template.read(Checkout.ROOT.resolve("template.yaml")).deploy(Map.of()).functions().stream()
                .filter(function -> function.id().equals(id))
                .map(Deployment.Function::name)
                .findFirst()
                .orElseThrow();
    }
}
