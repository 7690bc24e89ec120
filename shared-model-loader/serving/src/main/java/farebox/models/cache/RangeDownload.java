package farebox.models.cache;

import farebox.kernel.ByteCount;
import farebox.kernel.Unavailable;
import farebox.models.registry.ETag;
import farebox.models.registry.ObjectKey;
import farebox.models.registry.ObjectStore;
import farebox.models.registry.ObjectStore.RangeReadResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One range of an object into its place in a file. A body that ends early is resumed where it ended.
 *
 * @param begun the body of the range, where it has been asked for already; whoever asked closes it
 */
record RangeDownload(
        ObjectStore store,
        ObjectKey key,
        ETag tag,
        long from,
        ByteCount length,
        Optional<InputStream> begun,
        FileChannel channel)
        implements Callable<Long> {
    private static final Logger log = LoggerFactory.getLogger(RangeDownload.class);
    private static final int MAX_ATTEMPTS = 4;
    private static final int BUFFER = 1 << 16;
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    /** @return the first byte after the range */
    @Override
    public Long call() throws IOException, ChangedMeanwhile {
        long done = 0;
        for (int tries = 0; tries < MAX_ATTEMPTS && done < length.bytes(); tries++) {
            done += tries == 0 && begun.isPresent() ? copy(begun.get(), 0) : resume(done);
        }
        if (done < length.bytes()) {
            throw new Unavailable("the registry broke off " + MAX_ATTEMPTS + " times in a row", DEFAULT_RETRY);
        }
        return from + length.bytes();
    }

    private long resume(long done) throws IOException, ChangedMeanwhile {
        RangeReadResult rangeReadResult = store.range(key, tag, from + done, new ByteCount(length.bytes() - done));
        return switch (rangeReadResult) {
            case RangeReadResult.Changed _ -> throw new ChangedMeanwhile();
            case RangeReadResult.Body body -> {
                long copied = copy(body.stream(), done);
                closeQuietly(body.stream());
                yield copied;
            }
        };
    }

    /** A failure to read is an early end; a failure to write is the disk's and goes up. */
    private long copy(InputStream stream, long done) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long wanted = length.bytes() - done;
        long copied = 0;
        while (copied < wanted) {
            int count = read(stream, buffer, wanted - copied);
            if (count < 0) {
                return copied;
            }
            write(ByteBuffer.wrap(buffer, 0, count), from + done + copied);
            copied += count;
        }
        return copied;
    }

    private static int read(InputStream stream, byte[] buffer, long wanted) {
        try {
            return stream.read(buffer, 0, (int) Math.min(buffer.length, wanted));
        } catch (IOException e) {
            return -1;
        }
    }

    /** What was wanted has been read; how the connection ends changes nothing about it. */
    static void closeQuietly(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            log.atDebug().setCause(e).log("connection_close_failed");
        }
    }

    private void write(ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    /** The object was replaced: what has come and what would come do not belong together. */
    static final class ChangedMeanwhile extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
