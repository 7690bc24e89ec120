package farebox.training.data;

import farebox.kernel.InvalidRequest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The formats a table may have on disk. */
public enum FileFormat {
    CSV("csv|tsv|txt"),
    JSONL("jsonl|ndjson"),
    PARQUET("parquet"),
    IDX("idx|idx\\d-ubyte|idx\\d-ubyte\\.gz");

    /** What a file of the format may end with, as a pattern. */
    private final String endings;

    FileFormat(String endings) {
        this.endings = endings;
    }

    /**
     * The declared format, else the one of the file's ending.
     *
     * @throws InvalidRequest if neither names a format
     */
    public static FileFormat of(Path file, Optional<String> declared) {
        if (declared.isPresent()) {
            return valueOf(declared.get().toUpperCase(Locale.ROOT));
        }
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> name.matches(".*[.-](" + format.endings + ")"))
                .findFirst()
                .orElseThrow(() -> new InvalidRequest(
                        "%s has no ending that names its format; set data.format to csv, jsonl, parquet or idx"
                                .formatted(name),
                        "data"));
    }
}
