package farebox.access;

import java.time.Duration;
import java.util.Random;

/** Everything a credential can be, each made in an office that is otherwise new. */
public enum KeyStates {
    LIVE,
    LIVE_IN_GRACE,
    EXPIRED,
    ROTATED_WITHOUT_GRACE,
    REVOKED,
    OF_A_CLOSED_TENANT,
    MALFORMED_CRC,
    WRONG_SECRET,
    WRONG_SECRET_OF_A_REVOKED_KEY,
    UNKNOWN_ID,
    EMPTY;

    private static final Duration GRACE = Duration.ofHours(1);

    /** The credential as a client would send it. */
    public String in(Office office) {
        ApiKey key = office.acmesKey().key();
        return switch (this) {
            case LIVE -> key.reveal();
            case LIVE_IN_GRACE -> rotated(key, GRACE, office);
            case EXPIRED -> expired(key, office);
            case ROTATED_WITHOUT_GRACE -> rotated(key, Duration.ZERO, office);
            case REVOKED -> revoked(key, office).reveal();
            case OF_A_CLOSED_TENANT -> closed(key, office);
            case MALFORMED_CRC -> withOtherCrc(key.reveal());
            case WRONG_SECRET -> withOtherSecret(key).reveal();
            case WRONG_SECRET_OF_A_REVOKED_KEY ->
                withOtherSecret(revoked(key, office)).reveal();
            case UNKNOWN_ID -> ApiKey.random(new Random(9)).reveal();
            case EMPTY -> "";
        };
    }

    public boolean isLive() {
        return this == LIVE || this == LIVE_IN_GRACE;
    }

    /** The same id and a right CRC. */
    static ApiKey withOtherSecret(ApiKey key) {
        return ApiKey.of(key.id(), "0".repeat(32));
    }

    private static String withOtherCrc(String key) {
        return key.substring(0, key.length() - 1) + (key.endsWith("0") ? '1' : '0');
    }

    private static String expired(ApiKey key, Office office) {
        office.rotateKey.run(key.id(), GRACE);
        office.clock.move(GRACE);
        return key.reveal();
    }

    private static String rotated(ApiKey key, Duration grace, Office office) {
        office.rotateKey.run(key.id(), grace);
        return key.reveal();
    }

    private static ApiKey revoked(ApiKey key, Office office) {
        office.revokeKey.run(key.id());
        return key;
    }

    private static String closed(ApiKey key, Office office) {
        office.closeTenant.run(Office.ACME);
        return key.reveal();
    }
}
