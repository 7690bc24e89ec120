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

    static Recovery read(Fields fields) {
        List<Fields> retriers = fields.objects("Retry");
        List<Fields> catchers = fields.objects("Catch");
        return new Recovery(
                retriers.stream()
                        .map(retrier -> retrier(retrier, retrier == retriers.getLast()))
                        .toList(),
                catchers.stream()
                        .map(catcher -> catcher(catcher, catcher == catchers.getLast()))
                        .toList());
    }

    private static Retrier retrier(Fields fields, boolean last) {
        List<String> errors = errors(fields, last);
        Duration interval = seconds(fields.number("IntervalSeconds", 1));
        double attempts = fields.number("MaxAttempts", 3);
        double rate = fields.number("BackoffRate", 2);
        if (interval.isZero() || interval.isNegative() || attempts < 0 || rate < 1) {
            throw fields.error("IntervalSeconds must be positive, MaxAttempts 0 or more, BackoffRate 1 or more");
        }
        Optional<Duration> maxDelay = fields.has("MaxDelaySeconds")
                ? Optional.of(seconds(fields.number("MaxDelaySeconds", 0)))
                : Optional.empty();
        boolean jitter = switch (fields.findText("JitterStrategy").orElse("NONE")) {
            case "FULL" -> true;
            case "NONE" -> false;
            case String other -> throw fields.error("JitterStrategy must be FULL or NONE, not " + other);
        };
        fields.refuseOthers();
        return new Retrier(errors, interval, (int) attempts, rate, maxDelay, jitter);
    }

    private static Catcher catcher(Fields fields, boolean last) {
        Catcher catcher = new Catcher(errors(fields, last), StateReader.fallback(fields));
        fields.refuseOthers();
        return catcher;
    }

    private static List<String> errors(Fields fields, boolean last) {
        List<String> errors = fields.texts("ErrorEquals");
        if (errors.isEmpty()) {
            throw fields.error("Field 'ErrorEquals' must name at least one error");
        }
        if (errors.contains(ALL) && (errors.size() > 1 || !last)) {
            throw fields.error("States.ALL must stand alone and in the last entry");
        }
        return errors;
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }
}
