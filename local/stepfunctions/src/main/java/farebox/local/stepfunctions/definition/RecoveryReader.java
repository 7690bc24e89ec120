package farebox.local.stepfunctions.definition;

import farebox.local.stepfunctions.definition.Recovery.Catcher;
import farebox.local.stepfunctions.definition.Recovery.Retrier;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads Retry and Catch. */
final class RecoveryReader {
    private static final String ALL = "States.ALL";

    private RecoveryReader() {}

    static Recovery read(StateFields stateFields) {
        List<StateFields> retriers = stateFields.objects("Retry");
        List<StateFields> catchers = stateFields.objects("Catch");
        return new Recovery(
                retriers.stream()
                        .map(retrier -> retrier(retrier, retrier == retriers.getLast()))
                        .toList(),
                catchers.stream()
                        .map(catcher -> catcher(catcher, catcher == catchers.getLast()))
                        .toList());
    }

    private static Retrier retrier(StateFields stateFields, boolean last) {
        List<String> errors = errors(stateFields, last);
        Duration interval = seconds(stateFields.number("IntervalSeconds", 1));
        double attempts = stateFields.number("MaxAttempts", 3);
        double rate = stateFields.number("BackoffRate", 2);
        if (interval.isZero() || interval.isNegative() || attempts < 0 || rate < 1) {
            throw stateFields.error("IntervalSeconds must be positive, MaxAttempts 0 or more, BackoffRate 1 or more");
        }
        Optional<Duration> maxDelay = stateFields.has("MaxDelaySeconds")
                ? Optional.of(seconds(stateFields.number("MaxDelaySeconds", 0)))
                : Optional.empty();
        boolean jitter = switch (stateFields.findText("JitterStrategy").orElse("NONE")) {
            case "FULL" -> true;
            case "NONE" -> false;
            case String other -> throw stateFields.error("JitterStrategy must be FULL or NONE, not " + other);
        };
        stateFields.refuseOthers();
        return new Retrier(errors, interval, (int) attempts, rate, maxDelay, jitter);
    }

    private static Catcher catcher(StateFields stateFields, boolean last) {
        Catcher catcher = new Catcher(errors(stateFields, last), StateReader.fallback(stateFields));
        stateFields.refuseOthers();
        return catcher;
    }

    private static List<String> errors(StateFields stateFields, boolean last) {
        List<String> errors = stateFields.texts("ErrorEquals");
        if (errors.isEmpty()) {
            throw stateFields.error("Field 'ErrorEquals' must name at least one error");
        }
        if (errors.contains(ALL) && (errors.size() > 1 || !last)) {
            throw stateFields.error("States.ALL must stand alone and in the last entry");
        }
        return errors;
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }
}
