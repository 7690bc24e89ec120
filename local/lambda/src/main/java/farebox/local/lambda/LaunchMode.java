package farebox.local.lambda;

import java.io.IOException;
import java.util.List;

/**
 * How a child runs.
 *
 * @param shell what a shell does before it becomes the child
 * @param flags for the JVM, beyond those that every child has
 */
record LaunchMode(String shell, List<String> flags) {
    /** Ctrl-C reaches the whole process group; the emulator ends its children itself, after the calls they serve. */
    private static final String UNINTERRUPTIBLE = "trap '' INT; ";

    /** Decides when a child is started. */
    @FunctionalInterface
    interface Choice {
        LaunchMode now() throws IOException;
    }

    LaunchMode {
        flags = List.copyOf(flags);
    }

    static LaunchMode serving(List<String> flags) {
        return new LaunchMode(UNINTERRUPTIBLE + "exec \"$@\"", flags);
    }

    /** Leaves the processor to others. */
    static LaunchMode inBackground(List<String> flags) {
        return new LaunchMode(UNINTERRUPTIBLE + "exec nice -n 15 \"$@\"", flags);
    }

    /** The call of a command. */
    List<String> shellCall() {
        return List.of("/bin/sh", "-c", shell, "sh");
    }
}
