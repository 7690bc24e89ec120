package farebox.bench;

import farebox.inference.VersionCounts;
import farebox.training.pipeline.CanaryPolicy;
import farebox.training.pipeline.gate.CanaryCounts;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Random;

/**
 * The canary of a version that equals its champion, for a tenant with one key: a share has all of its requests or none,
 * so that those of one time are compared with those of another. One request of a hundred fails; the logarithm of the
 * latency varies by 0.4 from request to request, and its level by 0.1 over minutes, as of a machine with others on it
 * (an autoregressive process of the first order).
 */
final class OneKeyCanary {
    private static final CanaryPolicy POLICY = new CanaryPolicy(5, Duration.ofMinutes(5));
    private static final double ERRORS = 0.01;
    private static final double NANOS = 5e6;
    private static final double SPREAD = 0.4;
    private static final double LEVEL = 0.1;
    private static final double LEVEL_SECONDS = 120;

    private final int perSecond;
    private final Random random;

    /** From 0 to 1: the share from which on the candidate serves the key. */
    private final double key;

    private final double kept = Math.exp(-1 / LEVEL_SECONDS);
    private double level;
    private VersionCounts candidate = VersionCounts.NONE;
    private VersionCounts champion = VersionCounts.NONE;

    OneKeyCanary(int perSecond, Random random) {
        this.perSecond = perSecond;
        this.random = random;
        this.key = random.nextDouble();
        this.level = LEVEL * random.nextGaussian();
    }

    /** Whether it ends with the champion, over all of its shares. */
    boolean isRolledBack() {
        OptionalInt share = OptionalInt.of(POLICY.percent());
        while (share.isPresent()) {
            if (harmDuring(share.getAsInt())) {
                return true;
            }
            share = POLICY.after(share.getAsInt(), counts());
        }
        return counts().lastHarm().isPresent();
    }

    private boolean harmDuring(int share) {
        for (long second = 1; second <= POLICY.window().toSeconds(); second++) {
            requests(100 * key < share);
            if (second % POLICY.interval().toSeconds() == 0 && counts().harm().isPresent()) {
                return true;
            }
        }
        return false;
    }

    private CanaryCounts counts() {
        return new CanaryCounts(candidate, champion);
    }

    private void requests(boolean served) {
        level = kept * level + Math.sqrt(1 - kept * kept) * LEVEL * random.nextGaussian();
        for (int request = 0; request < perSecond; request++) {
            if (served) {
                candidate = candidate.plus(request());
            } else {
                champion = champion.plus(request());
            }
        }
    }

    private VersionCounts request() {
        return random.nextDouble() < ERRORS
                ? VersionCounts.failed()
                : VersionCounts.answered(
                        Duration.ofNanos((long) (NANOS * Math.exp(level + SPREAD * random.nextGaussian()))));
    }
}
