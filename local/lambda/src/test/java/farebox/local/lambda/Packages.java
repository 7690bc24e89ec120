package farebox.local.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes deployment packages of compiled test classes. */
final class Packages {
    private Packages() {}

    /** Writes {@code lib/functions.jar} into the folder. */
    static Path in(Path folder, Class<?>... functions) throws IOException {
        Path archive = Files.createDirectories(folder.resolve("lib")).resolve("functions.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (Class<?> function : List.of(functions)) {
                String entry = function.getName().replace('.', '/') + ".class";
                out.putNextEntry(new ZipEntry(entry));
                try (InputStream bytes = Objects.requireNonNull(function.getResourceAsStream("/" + entry))) {
                    bytes.transferTo(out);
                }
            }
        }
        return folder;
    }
}
