package farebox.local.stepfunctions.expression;

import com.dashjoin.jsonata.Jsonata.JFunction;
import com.dashjoin.jsonata.Jsonata.JFunctionCallable;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The functions that Step Functions adds to JSONata, the clock's as the workflow sees it, and {@code $eval}, which it
 * takes away.
 */
public final class JsonataFunctions {
    private static final Set<String> HASHES = Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");
    private static final int MAX_RANGE = 1_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<String, JFunction> all;

    public JsonataFunctions(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
        this.all = Map.of(
                "partition", function((input, arguments) -> partition(arguments)),
                "range", function((input, arguments) -> range(arguments)),
                "hash", function((input, arguments) -> hash(arguments)),
                "random", function((input, arguments) -> random(arguments)),
                "uuid", function((input, arguments) -> uuid().toString()),
                "parse", function((input, arguments) -> parse(arguments)),
                "millis", function((input, arguments) -> this.clock.millis()),
                "now", function((input, arguments) -> now(arguments)),
                "eval",
                        function((input, arguments) -> {
                            throw new IllegalArgumentException("$eval is not supported in Step Functions; use $parse");
                        }));
    }

    Map<String, JFunction> all() {
        return all;
    }

    private static JFunction function(JFunctionCallable body) {
        return new JFunction(body, null);
    }

    private static List<List<Object>> partition(List<?> arguments) {
        if (!(argument(arguments, 0) instanceof List<?> elements)) {
            throw new IllegalArgumentException("$partition needs an array as its first argument");
        }
        int size = integer(arguments, 1);
        if (size < 1) {
            throw new IllegalArgumentException("$partition needs a size of at least 1");
        }
        List<List<Object>> parts = new ArrayList<>();
        for (int start = 0; start < elements.size(); start += size) {
            parts.add(new ArrayList<>(elements.subList(start, Math.min(elements.size(), start + size))));
        }
        return parts;
    }

    private static List<Object> range(List<?> arguments) {
        long first = integer(arguments, 0);
        long last = integer(arguments, 1);
        long step = integer(arguments, 2);
        if (step == 0) {
            throw new IllegalArgumentException("$range needs a step other than 0");
        }
        List<Object> numbers = new ArrayList<>();
        for (long number = first; step > 0 ? number <= last : number >= last; number += step) {
            numbers.add(number);
            if (numbers.size() > MAX_RANGE) {
                throw new IllegalArgumentException("$range makes at most " + MAX_RANGE + " numbers");
            }
        }
        return numbers;
    }

    private static String hash(List<?> arguments) {
        String algorithm = text(arguments, 1);
        if (!HASHES.contains(algorithm)) {
            throw new IllegalArgumentException("$hash does not know the algorithm " + algorithm);
        }
        try {
            byte[] digest = MessageDigest.getInstance(algorithm)
                    .digest(text(arguments, 0).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM lacks " + algorithm, e);
        }
    }

    private double random(List<?> arguments) {
        return arguments.isEmpty() ? random.nextDouble() : new SplittableRandom(integer(arguments, 0)).nextDouble();
    }

    private UUID uuid() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return versionFour(bytes);
    }

    private static Object parse(List<?> arguments) {
        try {
            return JsonValues.fromJson(JSON.readTree(text(arguments, 0)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("$parse needs a JSON text: " + e.getOriginalMessage(), e);
        }
    }

    private String now(List<?> arguments) {
        return com.dashjoin.jsonata.Functions.dateTimeFromMillis(
                clock.millis(), arguments.isEmpty() ? null : text(arguments, 0), null);
    }

    /** The UUID of version 4 (RFC 9562) made of these random bytes. */
    private static UUID versionFour(byte[] random) {
        random[6] = (byte) ((random[6] & 0x0f) | 0x40);
        random[8] = (byte) ((random[8] & 0x3f) | 0x80);
        String hex = HexFormat.of().formatHex(random);
        return UUID.fromString(hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"));
    }

    private static Object argument(List<?> arguments, int index) {
        Object value = index < arguments.size() ? arguments.get(index) : null;
        if (value == null) {
            throw new IllegalArgumentException("argument " + (index + 1) + " is missing");
        }
        return value;
    }

    private static int integer(List<?> arguments, int index) {
        if (argument(arguments, index) instanceof Number number) {
            return Math.toIntExact(Math.round(number.doubleValue()));
        }
        throw new IllegalArgumentException("argument " + (index + 1) + " is not a number");
    }

    private static String text(List<?> arguments, int index) {
        if (argument(arguments, index) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("argument " + (index + 1) + " is not a string");
    }
}
