package farebox.training.container;

import farebox.training.progress.StopSignal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Stops once a file exists, which the {@code train} script creates on SIGTERM. Looks for it ten times a second. */
final class StopFile implements StopSignal {
    private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);

    private final Path file;
    private volatile boolean stopped;
    private volatile long lastLook = System.nanoTime() - INTERVAL;

    StopFile(Path file) {
        this.file = file;
    }

    @Override
    public boolean stopRequested() {
        long now = System.nanoTime();
        if (!stopped && now - lastLook >= INTERVAL) {
            lastLook = now;
            stopped = Files.exists(file);
        }
        return stopped;
    }
}
