package farebox.local.lambda;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import farebox.kernel.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The files that every child needs besides its own code.
 *
 * @param nativeClient the runtime's native library. Left to itself each runtime unpacks it to one fixed path, and
 *     children that start together load each other's half-written copy; this one is complete before any child starts,
 *     and never written again
 * @param classPath the runtime's archives and the main class of children
 */
record RuntimeFiles(Path nativeClient, List<Path> classPath) {
    /** The earliest time an archive can say: equal content gives equal bytes. */
    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    RuntimeFiles {
        classPath = List.copyOf(classPath);
    }

    /** @param folder where files are put that are not there yet */
    static RuntimeFiles in(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path nativeClient = keep(folder, "native-client.so", libraryOfThisSystem());
        List<Path> classPath = new ArrayList<>(List.of(keep(folder, "child-main.jar", archiveOfMain())));
        for (Path archive : RuntimeArchives.all()) {
            classPath.add(copied(folder, archive));
        }
        return new RuntimeFiles(nativeClient, classPath);
    }

    /** Archived classes fit one class path, and each program of a checkout was started with another copy. */
    private static Path copied(Path folder, Path archive) throws IOException {
        Path file = folder.resolve(archive.getFileName()); // It has the version.
        return Files.exists(file) ? file : written(file, Files.readAllBytes(archive));
    }

    private static byte[] libraryOfThisSystem() throws IOException {
        String system = System.getProperty("os.name", "");
        if (!system.equals("Linux")) {
            throw new IOException("functions run on Linux only (this is " + system
                    + "): AWS publishes its runtime interface client for no other system; use a container or WSL");
        }
        String processor = System.getProperty("os.arch", "").equals("aarch64") ? "aarch_64" : "x86_64";
        String library = Files.readString(Path.of("/proc/self/maps")).contains("/ld-musl-") ? "linux_musl" : "linux";
        return resource(AWSLambda.class, "/jni/libaws-lambda-jni." + library + "-" + processor + ".so");
    }

    private static byte[] archiveOfMain() throws IOException {
        String entry = ChildMain.class.getName().replace('.', '/') + ".class";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream archive = new ZipOutputStream(bytes)) {
            ZipEntry main = new ZipEntry(entry);
            main.setTimeLocal(ENTRY_TIME);
            archive.putNextEntry(main);
            archive.write(resource(ChildMain.class, "/" + entry));
        }
        return bytes.toByteArray();
    }

    private static byte[] resource(Class<?> beside, String name) throws IOException {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the archive of " + beside.getName() + " has no " + name);
            }
            return in.readAllBytes();
        }
    }

    /** The name holds the content's digest, so a file that is there is whole and right. */
    private static Path keep(Path folder, String name, byte[] content) throws IOException {
        Path file = folder.resolve(Sha256.of(content).hex().substring(0, 16) + "-" + name);
        return Files.exists(file) ? file : written(file, content);
    }

    private static Path written(Path file, byte[] content) throws IOException {
        Path part = Files.createTempFile(file.getParent(), "", ".part");
        Files.write(part, content);
        return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
