package farebox.batch;

import farebox.http.Json;
import farebox.kernel.DataCorrupted;
import farebox.kernel.Failure;
import farebox.kernel.Unavailable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The requests of a chunk, and what came of them: objects that nobody sees before the batch is assembled. */
final class ChunkResults {
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    private final BatchObjects objects;
    private final Json json;

    ChunkResults(BatchObjects objects, Json json) {
        this.objects = objects;
        this.json = json;
    }

    List<RequestLine> requests(Batch batch, int chunk) {
        return unread(batch, chunk).stream()
                .map(line -> RequestLine.read(line, json))
                .toList();
    }

    /** The requests, not yet parsed. */
    List<byte[]> unread(Batch batch, int chunk) {
        return read(new BatchKeys(batch).requests(chunk))
                .map(ChunkResults::lines)
                .orElseThrow(() -> new DataCorrupted("chunk " + chunk + " of " + batch.id() + " is gone"));
    }

    /** Nothing if the chunk is not computed. */
    Optional<ChunkUsage> usage(Batch batch, int chunk) {
        return read(new BatchKeys(batch).usage(chunk)).map(written -> ChunkUsage.read(written, json));
    }

    /** The usage goes last: what it stands beside is whole. */
    ChunkUsage store(Batch batch, int chunk, List<LineResult> results) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        List<ChunkUsage.Line> lines = new ArrayList<>();
        for (LineResult result : results) {
            switch (result) {
                case LineResult.Completed(byte[] written, ChunkUsage.Line line) -> {
                    output.writeBytes(written);
                    lines.add(line);
                }
                case LineResult.Failed(byte[] written) -> errors.writeBytes(written);
            }
        }
        ChunkUsage usage = new ChunkUsage(lines, results.size() - lines.size(), 0);
        put(batch, chunk, usage, output, errors);
        return usage;
    }

    /** Takes lines that could not be billed from the output to the errors, all at once by a new revision. */
    ChunkUsage withdraw(Batch batch, int chunk, ChunkUsage usage, Map<Integer, Failure> refused) {
        BatchKeys keys = new BatchKeys(batch);
        Iterator<byte[]> output =
                lines(read(keys.output(chunk, usage.revision())).orElseThrow()).iterator();
        Iterator<byte[]> errors =
                lines(read(keys.errors(chunk, usage.revision())).orElseThrow()).iterator();
        Set<Integer> completed =
                usage.lines().stream().map(ChunkUsage.Line::number).collect(Collectors.toSet());
        ByteArrayOutputStream remaining = new ByteArrayOutputStream();
        ByteArrayOutputStream failed = new ByteArrayOutputStream();
        for (RequestLine request : requests(batch, chunk)) {
            byte[] line = completed.contains(request.line()) ? output.next() : errors.next();
            Failure failure = refused.get(request.line());
            if (failure != null) {
                failed.writeBytes(
                        LineResult.failed(batch, request, failure, json).written());
            } else {
                writeLine(completed.contains(request.line()) ? remaining : failed, line);
            }
        }
        List<ChunkUsage.Line> billed = usage.lines().stream()
                .filter(line -> !refused.containsKey(line.number()))
                .toList();
        ChunkUsage next = new ChunkUsage(billed, usage.failed() + refused.size(), usage.revision() + 1);
        put(batch, chunk, next, remaining, failed);
        return next;
    }

    private void put(
            Batch batch, int chunk, ChunkUsage usage, ByteArrayOutputStream output, ByteArrayOutputStream errors) {
        BatchKeys keys = new BatchKeys(batch);
        objects.put(keys.output(chunk, usage.revision()), output::writeTo);
        objects.put(keys.errors(chunk, usage.revision()), errors::writeTo);
        objects.put(keys.usage(chunk), out -> out.write(usage.written(json)));
    }

    private Optional<byte[]> read(String key) {
        Optional<InputStream> object = objects.open(key);
        if (object.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = object.get()) {
            return Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new Unavailable("a chunk cannot be read at the moment", DEFAULT_RETRY, e);
        }
    }

    private static void writeLine(ByteArrayOutputStream out, byte[] line) {
        out.writeBytes(line);
        out.write('\n');
    }

    /** Each line ends in LF. */
    private static List<byte[]> lines(byte[] content) {
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < content.length; at++) {
            if (content[at] == '\n') {
                lines.add(Arrays.copyOfRange(content, from, at));
                from = at + 1;
            }
        }
        return lines;
    }
}
