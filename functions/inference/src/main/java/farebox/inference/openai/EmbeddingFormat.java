package farebox.inference.openai;

import farebox.inference.http.ResponseSizeLimit;
import java.util.Locale;
import java.util.Optional;

/** How a vector is written. */
enum EmbeddingFormat {
    /** A JSON array of numbers. */
    FLOAT,
    /** Base64 of little-endian float32, for which the SDKs ask unless told otherwise. */
    BASE64;

    /** The names and commas around one vector. */
    private static final int AROUND = 64;

    static Optional<EmbeddingFormat> named(String name) {
        return switch (name) {
            case "float" -> Optional.of(FLOAT);
            case "base64" -> Optional.of(BASE64);
            default -> Optional.empty();
        };
    }

    /** @return bytes that one vector of so many dimensions takes at most */
    long longest(int dimensions) {
        return AROUND
                + switch (this) {
                    case FLOAT -> (long) dimensions * ResponseSizeLimit.MAX_NUMBER;
                    case BASE64 -> ((long) dimensions * Float.BYTES + 2) / 3 * 4;
                };
    }

    String advice() {
        return switch (this) {
            case FLOAT -> "ask for encoding_format base64, or for fewer dimensions";
            case BASE64 -> "ask for fewer dimensions";
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
