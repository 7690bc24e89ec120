package farebox.inference.sagemaker;

import farebox.kernel.InvalidRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The forms of bodies that SageMaker's common data formats have. */
enum MediaType {
    JSON("application/json"),
    JSON_LINES("application/jsonlines", "application/x-jsonlines", "application/jsonl"),
    CSV("text/csv"),
    BYTES(
            "application/x-image",
            "image/png",
            "image/jpeg",
            "image/webp",
            "application/x-audio",
            "audio/wav",
            "audio/x-wav");

    private final String wireName;

    @SuppressWarnings("ImmutableEnumChecker") // It is.
    private final Set<String> names;

    MediaType(String wireName, String... others) {
        this.wireName = wireName;
        this.names = Stream.concat(Stream.of(wireName), Stream.of(others)).collect(Collectors.toUnmodifiableSet());
    }

    String wireName() {
        return wireName;
    }

    /** @throws InvalidRequest if the header names none of them */
    static MediaType of(String header) {
        return named(header)
                .orElseThrow(() -> new InvalidRequest(
                        "the content type is one of "
                                + Arrays.stream(values())
                                        .map(MediaType::wireName)
                                        .collect(Collectors.joining(", ")) + ", not '" + header + "'",
                        "ContentType"));
    }

    /** Empty if the client takes anything, or none of these. */
    static Optional<MediaType> accepted(String header) {
        return Arrays.stream(header.split(",", -1))
                .flatMap(one -> named(one).stream())
                .filter(type -> type != BYTES)
                .findFirst();
    }

    /** The form of the response to a body of this one. */
    MediaType response() {
        return switch (this) {
            case JSON, BYTES -> JSON;
            case JSON_LINES -> JSON_LINES;
            case CSV -> CSV;
        };
    }

    private static Optional<MediaType> named(String header) {
        String name = header.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(type -> type.names.contains(name)).findFirst();
    }
}
