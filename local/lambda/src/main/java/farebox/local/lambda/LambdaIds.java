package farebox.local.lambda;

import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Identifiers in the forms that Lambda gives them. */
final class LambdaIds {
    private final RandomGenerator chance;

    LambdaIds(RandomGenerator chance) {
        this.chance = chance;
    }

    /** A version 4 UUID. */
    String request() {
        long high = (chance.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
        long low = (chance.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    /** 32 hexadecimal digits; other users of the machine cannot guess it and steal events. */
    String child() {
        return hex(16);
    }

    /** An X-Ray trace header that asks for no sampling. */
    String trace(Instant now) {
        return "Root=1-" + HexFormat.of().toHexDigits(now.getEpochSecond(), 8) + "-" + hex(12) + ";Parent=" + hex(8)
                + ";Sampled=0";
    }

    private String hex(int bytes) {
        byte[] drawn = new byte[bytes];
        chance.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }
}
