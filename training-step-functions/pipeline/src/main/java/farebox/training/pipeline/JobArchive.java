package farebox.training.pipeline;

import farebox.kernel.DataCorrupted;
import farebox.kernel.NotFound;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * An archive that a training job has left. Only files of known names are taken out of it, by their last segment, and
 * only so many bytes.
 */
final class JobArchive {
    private static final long MAX_BYTES = 2L << 30;
    private static final int MAX_ENTRIES = 1_000;
    private static final int BUFFER = 1 << 16;

    private final PipelineObjects objects;

    JobArchive(PipelineObjects objects) {
        this.objects = objects;
    }

    /**
     * @param uri such as {@code s3://bucket/key}
     * @throws NotFound if there is no such archive
     * @throws DataCorrupted if it is no archive, or larger than a training's may be
     */
    void extract(String uri, Set<String> names, Path folder) {
        SourceObject object =
                objects.find(key(uri)).orElseThrow(() -> new NotFound("the training left no archive " + uri));
        boolean read = objects.read(object, in -> extract(in, names, folder)).isPresent();
        if (!read) {
            throw new NotFound("the training's archive was replaced while it was read: " + uri);
        }
    }

    private String key(String uri) {
        String folder = "s3://" + objects.bucket() + "/";
        if (!uri.startsWith(folder)) {
            throw new IllegalArgumentException("a training leaves its archives in " + folder + ", not in " + uri);
        }
        return uri.substring(folder.length());
    }

    private static Path extract(InputStream in, Set<String> names, Path folder) {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(in))) {
            long left = MAX_BYTES;
            int entries = 0;
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (++entries > MAX_ENTRIES) {
                    throw new DataCorrupted("the training's archive has more than " + MAX_ENTRIES + " entries");
                }
                String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                if (entry.isFile() && names.contains(name)) {
                    left -= copy(tar, folder.resolve(name), left);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("the training's archive cannot be read", e);
        }
    }

    private static long copy(InputStream in, Path file, long limit) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long copied = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                copied += count;
                if (copied > limit) {
                    throw new DataCorrupted("the training's archive holds more than " + MAX_BYTES + " bytes");
                }
                out.write(buffer, 0, count);
            }
        }
        return copied;
    }
}
