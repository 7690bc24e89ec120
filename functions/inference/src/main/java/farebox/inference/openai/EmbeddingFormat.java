package farebox.inference.openai;

import farebox.inference.http.ResponseSizeLimit.VectorSize;
import java.util.Locale;
import java.util.Optional;

/** How a vector is written. */
enum EmbeddingFormat {
    /** A JSON array of numbers. */
    FLOAT,
    /** Base64 of little-endian float32, for which the SDKs ask unless told otherwise. */
    BASE64;

    static Optional<EmbeddingFormat> named(String name) {
        return switch (name) {
            case "float" -> Optional.of(FLOAT);
            case "base64" -> Optional.of(BASE64);
            default -> Optional.empty();
        };
    }

    VectorSize size(int dimensions) {
        return switch (this) {
            case FLOAT -> VectorSize.ofNumbers(dimensions);
            case BASE64 -> VectorSize.ofBase64(dimensions);
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
