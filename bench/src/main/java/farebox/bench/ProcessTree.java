package farebox.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process and all that it started. */
record ProcessTree(ProcessHandle root) {
    private static final String RESIDENT = "VmRSS:";
    private static final long KIBIBYTE = 1024;
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofMillis(250);
    private static final int MAX_LOOKS = 60;

    /** Resident memory in bytes; 0 on systems without {@code /proc}. Pages that processes share count for each. */
    long residentBytes() {
        return all().mapToLong(ProcessTree::residentBytes).sum();
    }

    /** Processor time of the processes that run now. */
    Duration processorTime() {
        return sum(timeByProcess());
    }

    /** Returns when the processes do next to nothing, or after some minutes: what runs once after a start is over. */
    void awaitIdle() throws InterruptedException {
        Map<Long, Duration> before = timeByProcess();
        for (int looks = 0; looks < MAX_LOOKS; looks++) {
            Thread.sleep(LOOK);
            Map<Long, Duration> now = timeByProcess();
            if (now.keySet().equals(before.keySet())
                    && sum(now).minus(sum(before)).compareTo(IDLE) < 0) {
                return;
            }
            before = now;
        }
    }

    void end() {
        List<ProcessHandle> processes = all().toList();
        processes.forEach(ProcessHandle::destroy);
        processes.forEach(process -> process.onExit().join());
    }

    /** By process, because the time of one that has ended is no longer told. */
    private Map<Long, Duration> timeByProcess() {
        return all().collect(Collectors.toMap(
                ProcessHandle::pid, process -> process.info().totalCpuDuration().orElse(Duration.ZERO)));
    }

    private static Duration sum(Map<Long, Duration> times) {
        return times.values().stream().reduce(Duration.ZERO, Duration::plus);
    }

    private Stream<ProcessHandle> all() {
        return Stream.concat(Stream.of(root), root.descendants());
    }

    /** Of one process, in bytes. */
    static long residentBytes(ProcessHandle process) {
        try {
            return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE)
                    .sum();
        } catch (IOException gone) {
            return 0;
        }
    }
}
