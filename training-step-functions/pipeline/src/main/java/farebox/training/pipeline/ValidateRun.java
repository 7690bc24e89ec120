package farebox.training.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Utf8Decoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks at the data of a run where that is cheap, and copies them into the run's own folder, so that the training reads
 * the very bytes that were looked at, whatever is uploaded meanwhile. Everything else is the worker's to check.
 */
public final class ValidateRun {
    /** Of a header; a line that is longer is no header that a person wrote. */
    private static final int MAX_HEADER = 1 << 20;

    /** What spreadsheets may write above a header. */
    private static final Pattern SEPARATOR_LINE = Pattern.compile("(?i)\"?sep=.\"?");

    private static final CsvMapper CSV =
            CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();

    private final Runs runs;
    private final PipelineObjects.Uploads uploads;
    private final PipelineObjects.RunFolders folders;

    public ValidateRun(Runs runs, PipelineObjects.Uploads uploads, PipelineObjects.RunFolders folders) {
        this.runs = runs;
        this.uploads = uploads;
        this.folders = folders;
    }

    /** @throws InvalidRequest if the spec or the data cannot be trained on, with what to mend */
    public PipelineRun run(PipelineRun run) {
        TrainingManifest manifest = TrainingManifest.read(run.request().spec());
        for (TrainingRequest.File file : run.request().files()) {
            check(file, manifest);
        }
        RunFolder folder = new RunFolder(folders.bucket(), run);
        run.request().files().forEach(file -> copy(file, folder));
        folders.write(folder.input() + RunFolder.SPEC, manifest.spec().getBytes(StandardCharsets.UTF_8));
        return runs.update(
                run,
                current -> current.with(RunStatus.QUEUED),
                RunEvent.Draft.info("Files validated, moving job to queued state"));
    }

    private void check(TrainingRequest.File file, TrainingManifest manifest) {
        if (file.object().size().bytes() == 0) {
            throw new InvalidRequest("the file %s is empty; it needs a header and rows".formatted(file.name()), "data");
        }
        if (isCsv(file, manifest)) {
            String header = uploads.read(file.object(), PipelineObjects.firstBytes(MAX_HEADER))
                    .map(start -> firstLine(file, start))
                    .orElseThrow(() -> changed(file));
            requireTarget(file, header, manifest.target());
        }
    }

    private static boolean isCsv(TrainingRequest.File file, TrainingManifest manifest) {
        String name = file.name().toLowerCase(Locale.ROOT);
        return manifest.format().map("csv"::equals).orElse(name.endsWith(".csv"));
    }

    private static void requireTarget(TrainingRequest.File file, String header, String target) {
        if (SEPARATOR_LINE.matcher(header).matches()) {
            throw new InvalidRequest(
                    "%s, line 1: '%s' is no header; remove that line".formatted(file.name(), header), "data");
        }
        List<String> columns = columns(header);
        if (!columns.contains(target)) {
            throw new InvalidRequest(
                    "%s, line 1: there is no column '%s' to predict; between commas, semicolons or tabs it has %s"
                            .formatted(file.name(), target, shown(columns)),
                    "target");
        }
    }

    /** By the separator that gives the most columns, of those that the worker knows. */
    private static List<String> columns(String header) {
        return Stream.of(',', ';', '\t')
                .map(separator -> split(header, separator))
                .max(Comparator.comparingInt(List::size))
                .orElseThrow();
    }

    private static List<String> split(String header, char separator) {
        try (MappingIterator<String[]> rows = CSV.readerFor(String[].class)
                .with(CsvSchema.emptySchema().withColumnSeparator(separator))
                .readValues(header)) {
            return rows.hasNext()
                    ? Arrays.stream(rows.next()).map(String::strip).toList()
                    : List.of();
        } catch (JsonProcessingException | RuntimeJsonMappingException e) {
            // Quoted otherwise than this separator would have it.
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot be read", e);
        }
    }

    /** @throws InvalidRequest if it is no text, as a workbook or a file of another format is not */
    private static String firstLine(TrainingRequest.File file, byte[] start) {
        int end = 0;
        while (end < start.length && start[end] != '\n' && start[end] != '\r' && start[end] != 0) {
            end++;
        }
        boolean isText = end == start.length || start[end] != 0;
        return Utf8Decoder.decode(ByteBuffer.wrap(start, 0, end))
                .filter(_ -> isText)
                .map(line -> line.replaceFirst("^\uFEFF", ""))
                .orElseThrow(() -> new InvalidRequest(
                        "%s: the file is no text in UTF-8; save the table as CSV in that encoding, or upload Parquet as .parquet"
                                .formatted(file.name()),
                        "data"));
    }

    /** What a message shows of names that a tenant chose. */
    private static String shown(List<String> columns) {
        List<String> printable = columns.stream()
                .limit(20)
                .map(name -> name.replaceAll("\\P{Print}", "?"))
                .map(name -> name.length() > 40 ? name.substring(0, 40) + "…" : name)
                .toList();
        return columns.size() > printable.size() ? printable + " and more" : printable.toString();
    }

    private void copy(TrainingRequest.File file, RunFolder folder) {
        if (!uploads.copy(file.object(), folders.bucket(), folder.input() + file.name())) {
            throw changed(file);
        }
    }

    private static InvalidRequest changed(TrainingRequest.File file) {
        return new InvalidRequest(
                "the file %s was replaced or deleted after the job was created; create the job again"
                        .formatted(file.name()),
                "data");
    }
}
