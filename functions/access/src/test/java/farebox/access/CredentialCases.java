package farebox.access;

import java.time.Duration;
import java.util.Random;

/** Everything a credential can be, each made in an office that is otherwise new. */
public enum CredentialCases {
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
    public String in(AccessFixture accessFixture) {
        ApiKey key = accessFixture.acmesKey().key();
        return switch (this) {
            case LIVE -> key.reveal();
            case LIVE_IN_GRACE -> rotated(key, GRACE, accessFixture);
            case EXPIRED -> expired(key, accessFixture);
            case ROTATED_WITHOUT_GRACE -> rotated(key, Duration.ZERO, accessFixture);
            case REVOKED -> revoked(key, accessFixture).reveal();
            case OF_A_CLOSED_TENANT -> closed(key, accessFixture);
            case MALFORMED_CRC -> withOtherCrc(key.reveal());
            case WRONG_SECRET -> withOtherSecret(key).reveal();
            case WRONG_SECRET_OF_A_REVOKED_KEY ->
                withOtherSecret(revoked(key, accessFixture)).reveal();
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

    private static String expired(ApiKey key, AccessFixture accessFixture) {
        accessFixture.rotateKey.run(key.id(), GRACE);
        accessFixture.clock.advance(GRACE);
        return key.reveal();
    }

    private static String rotated(ApiKey key, Duration grace, AccessFixture accessFixture) {
        accessFixture.rotateKey.run(key.id(), grace);
        return key.reveal();
    }

    private static ApiKey revoked(ApiKey key, AccessFixture accessFixture) {
        accessFixture.revokeKey.run(key.id());
        return key;
    }

    private static String closed(ApiKey key, AccessFixture accessFixture) {
        accessFixture.closeTenant.run(AccessFixture.ACME);
        return key.reveal();
    }
}
