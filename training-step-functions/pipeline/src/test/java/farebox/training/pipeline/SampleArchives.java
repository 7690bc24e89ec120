package farebox.training.pipeline;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Archives as training jobs leave them. */
final class SampleArchives {
    /** Where the archives of a job lie, in the bucket {@code results}. */
    static final String MODEL = "s3://results/job/output/model.tar.gz";

    static final int HELD_OUT = 60;

    private SampleArchives() {}

    static byte[] of(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Held-out rows of the model of {@link SampleVersions}, all of the label {@code yes}. */
    static byte[] heldOut() {
        String lines = IntStream.range(0, HELD_OUT)
                .mapToObj(row ->
                        "{\"inputs\": {\"length\": %d, \"width\": 1, \"colour\": \"red\"}, \"target\": \"yes\"}\n"
                                .formatted(row))
                .collect(Collectors.joining());
        return of(Map.of("data/predictions.jsonl", lines.getBytes(StandardCharsets.UTF_8)));
    }
}
