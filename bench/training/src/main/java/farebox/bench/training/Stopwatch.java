package farebox.bench.training;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Seconds by the clock and by the processors, of which others that load the machine change the second little.
 *
 * @param began by {@link System#nanoTime}
 * @param cpu the processor time of this process by then, in nanoseconds
 */
record Stopwatch(long began, long cpu) {
    private static final double NANOS = 1e9;

    static Stopwatch start() {
        return new Stopwatch(System.nanoTime(), cpuTime());
    }

    double seconds() {
        return (System.nanoTime() - began) / NANOS;
    }

    /** Of all threads of this process. */
    double cpuSeconds() {
        return (cpuTime() - cpu) / NANOS;
    }

    private static long cpuTime() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
