package farebox.cli;

import farebox.cli.operator.CommandContext;
import farebox.cli.operator.Progress;
import java.io.Console;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/** Progress as lines with the seconds since the start. */
public final class ConsoleProgress implements Progress {
    private final PrintWriter out;
    private final InstantSource clock;
    private final Instant began;

    public ConsoleProgress(PrintWriter out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
        this.began = clock.instant();
    }

    /** The process's own clock and source of randomness, with progress on its console. */
    static CommandContext context(PrintWriter out) {
        Clock clock = Clock.systemUTC();
        return new CommandContext(new ConsoleProgress(out, clock), clock, new SecureRandom());
    }

    /** Whether what is printed can be printed over. */
    static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    @Override
    public void step(String what) {
        double seconds = Duration.between(began, clock.instant()).toMillis() / 1000.0;
        out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds, what);
        out.flush();
    }
}
