package farebox.training.pipeline;

import java.time.Instant;
import java.util.Map;

/**
 * Something that happened in a run; never changed once it is stored.
 *
 * @param number counted from 1 within the run
 * @param metrics what was measured, by name; empty for a message alone
 */
public record RunEvent(int number, Instant at, Level level, String message, Map<String, Double> metrics) {
    /** How much an event matters. */
    public enum Level {
        INFO,
        WARN,
        ERROR
    }

    public RunEvent {
        metrics = Map.copyOf(metrics);
    }

    /** An event before it is stored, which gives it its number. */
    public record Draft(Level level, String message, Map<String, Double> metrics) {
        public Draft {
            metrics = Map.copyOf(metrics);
        }

        public static Draft info(String message) {
            return new Draft(Level.INFO, message, Map.of());
        }

        public static Draft warn(String message) {
            return new Draft(Level.WARN, message, Map.of());
        }

        public static Draft error(String message) {
            return new Draft(Level.ERROR, message, Map.of());
        }

        public static Draft measured(String message, Map<String, Double> metrics) {
            return new Draft(Level.INFO, message, metrics);
        }

        /** The event as it is stored. */
        public RunEvent at(Instant at, int number) {
            return new RunEvent(number, at, level, message, metrics);
        }
    }
}
