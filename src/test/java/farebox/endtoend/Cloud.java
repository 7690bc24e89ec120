package farebox.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the {@link Target} to call, and those that need more the {@link Laptop} itself. One laptop cloud serves
 * all the tests of a JVM; none is started if the target is a deployed stack.
 */
final class Cloud implements ParameterResolver {
    private static final Namespace SHARED = Namespace.create(Cloud.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type.equals(Target.class) || type.equals(Laptop.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        boolean needsLaptop = parameter.getParameter().getType().equals(Laptop.class);
        if (needsLaptop) {
            assumeTrue(Target.named().isEmpty(), "needs powers that nobody has over a deployed stack from outside");
            return laptop(context);
        }
        return Target.named().orElseGet(() -> laptop(context).target());
    }

    private static Laptop laptop(ExtensionContext context) {
        Checkout.requireFunctions();
        return context.getRoot()
                .getStore(SHARED)
                .computeIfAbsent(Shared.class, key -> Shared.start(), Shared.class)
                .laptop();
    }

    /** Closed by JUnit after the last test. */
    private record Shared(Laptop laptop, Path data) implements AutoCloseable {
        static Shared start() {
            try {
                Path data = Files.createTempDirectory("farebox-tests-");
                return new Shared(Laptop.start(data), data);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            laptop.close();
            try (Stream<Path> files = Files.walk(data)) {
                List<Path> deepestFirst =
                        files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : deepestFirst) {
                    Files.delete(file);
                }
            }
        }
    }
}
