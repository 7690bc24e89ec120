package farebox.endtoend;

import farebox.kernel.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the {@link Target} to call, those that make keys or models the stack's {@link Operator}, and those that
 * need more the {@link EmulatorStack} itself. One local emulator serves all the tests of a JVM; none is started if a
 * deployed stack is named.
 */
final class StackExtension implements ParameterResolver {
    private static final Namespace SHARED = Namespace.create(StackExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type.equals(Target.class) || type.equals(Operator.class) || type.equals(EmulatorStack.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type.equals(EmulatorStack.class)) {
            if (DeployedStack.isNamed()) {
                throw new IllegalStateException("what needs a local emulator is tagged so");
            }
            return emulator(context);
        }
        Operator operator = operator(context);
        return type.equals(Target.class) ? operator.target() : operator;
    }

    private static Operator operator(ExtensionContext context) {
        return DeployedStack.isNamed()
                ? context.getRoot()
                        .getStore(SHARED)
                        .computeIfAbsent(
                                Operator.class, key -> DeployedStack.named().orElseThrow(), Operator.class)
                : emulator(context).operator();
    }

    private static EmulatorStack emulator(ExtensionContext context) {
        Checkout.requireFunctions();
        return context.getRoot()
                .getStore(SHARED)
                .computeIfAbsent(Shared.class, key -> Shared.start(), Shared.class)
                .emulatorStack();
    }

    /** Closed by JUnit after the last test. */
    private record Shared(EmulatorStack emulatorStack, Path data) implements AutoCloseable {
        static Shared start() {
            try {
                Path data = Files.createTempDirectory("farebox-tests-");
                return new Shared(EmulatorStack.start(data), data);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            emulatorStack.close();
            FileTree.delete(data);
        }
    }
}
