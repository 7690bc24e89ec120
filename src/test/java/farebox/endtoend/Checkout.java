package farebox.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The repository these tests belong to, and what the build has put there. */
final class Checkout {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private Checkout() {}

    /** The functions are packed in a later phase than {@code test}, so {@code mvn test} alone has none. */
    static void requireFunctions() {
        boolean built = Stream.of("access", "inference", "metering")
                .allMatch(room -> Files.isDirectory(ROOT.resolve("functions/" + room + "/target/function/lib")));
        assumeTrue(built, "the functions are not packed: run mvn verify");
    }

    /** What the script {@code farebox} runs. */
    static void requireCommand() {
        requireFunctions();
        assumeTrue(
                Files.isDirectory(ROOT.resolve("local/command/target/farebox/lib")),
                "farebox is not packed: run mvn verify");
    }
}
