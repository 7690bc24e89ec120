package farebox.local.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.kernel.Conflict;
import farebox.kernel.InvalidRequest;
import farebox.kernel.NotFound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The API keys of the imaginary account, kept in a JSON file that is replaced whole at each change. */
public final class GatewayApiKeys {
    private static final String CHARACTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int ID_CHARACTERS = 10;
    private static final int VALUE_CHARACTERS = 40;
    private static final int MIN_VALUE = 20;
    private static final int MAX_VALUE = 128;

    private final ObjectMapper json = new ObjectMapper();
    private final Path file;
    private final InstantSource clock;
    private final RandomGenerator random;
    /** Replaced whole, by id, so that requests read without a lock. */
    private volatile Map<String, GatewayApiKey> keys;

    private GatewayApiKeys(Path file, InstantSource clock, RandomGenerator random) {
        this.file = file;
        this.clock = clock;
        this.random = random;
        this.keys = load();
    }

    /** @param file need not exist */
    public static GatewayApiKeys open(Path file, InstantSource clock, RandomGenerator random) {
        return new GatewayApiKeys(file, clock, random);
    }

    /**
     * @param value 20 to 128 characters, or empty for one made here
     * @throws InvalidRequest if the value is too short or too long
     * @throws Conflict if another key has that value
     */
    public synchronized GatewayApiKey create(String name, String value, boolean enabled) {
        String chosen = value.isEmpty() ? random(VALUE_CHARACTERS) : value;
        if (chosen.length() < MIN_VALUE || chosen.length() > MAX_VALUE) {
            throw new InvalidRequest("a key's value has 20 to 128 characters", "value");
        }
        if (withValue(chosen).isPresent()) {
            throw new Conflict("API Key already exists", Duration.ZERO);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return put(new GatewayApiKey(random(ID_CHARACTERS), name, chosen, enabled, now, Set.of()));
    }

    public Optional<GatewayApiKey> withValue(String value) {
        return keys.values().stream().filter(key -> key.value().equals(value)).findFirst();
    }

    /** @throws NotFound if there is none */
    public GatewayApiKey withId(String id) {
        return Optional.ofNullable(keys.get(id))
                .orElseThrow(() -> new NotFound("Invalid API Key identifier specified"));
    }

    /** Oldest first. */
    public List<GatewayApiKey> all() {
        return List.copyOf(keys.values());
    }

    public synchronized void delete(String id) {
        Map<String, GatewayApiKey> left = new LinkedHashMap<>(keys);
        left.remove(withId(id).id());
        replace(left);
    }

    /** Puts a key under a usage plan. */
    public synchronized GatewayApiKey attach(String id, String plan) {
        GatewayApiKey key = withId(id);
        Set<String> plans = new HashSet<>(key.plans());
        if (!plans.add(plan)) {
            throw new Conflict("Usage Plan Key already exists", Duration.ZERO);
        }
        return put(new GatewayApiKey(key.id(), key.name(), key.value(), key.enabled(), key.created(), plans));
    }

    public synchronized GatewayApiKey detach(String id, String plan) {
        GatewayApiKey key = withId(id);
        Set<String> plans = new HashSet<>(key.plans());
        if (!plans.remove(plan)) {
            throw new NotFound("Invalid Usage Plan Key identifier specified");
        }
        return put(new GatewayApiKey(key.id(), key.name(), key.value(), key.enabled(), key.created(), plans));
    }

    private GatewayApiKey put(GatewayApiKey key) {
        Map<String, GatewayApiKey> changed = new LinkedHashMap<>(keys);
        changed.put(key.id(), key);
        replace(changed);
        return key;
    }

    private void replace(Map<String, GatewayApiKey> changed) {
        ArrayNode written = json.createArrayNode();
        changed.values().forEach(key -> write(key, written.addObject()));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
            json.writeValue(fresh.toFile(), written);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the API keys cannot be written to " + file, e);
        }
        keys = changed;
    }

    private Map<String, GatewayApiKey> load() {
        Map<String, GatewayApiKey> loaded = new LinkedHashMap<>();
        if (Files.exists(file)) {
            try {
                json.readTree(file.toFile())
                        .forEach(node -> loaded.put(node.path("id").asText(), read(node)));
            } catch (IOException e) {
                throw new UncheckedIOException("the API keys cannot be read from " + file, e);
            }
        }
        return loaded;
    }

    private static void write(GatewayApiKey key, ObjectNode to) {
        to.put("id", key.id());
        to.put("name", key.name());
        to.put("value", key.value());
        to.put("enabled", key.enabled());
        to.put("created", key.created().getEpochSecond());
        key.plans().stream().sorted().forEach(to.putArray("plans")::add);
    }

    private static GatewayApiKey read(JsonNode node) {
        List<String> plans = new ArrayList<>();
        node.path("plans").forEach(plan -> plans.add(plan.asText()));
        return new GatewayApiKey(
                node.path("id").asText(),
                node.path("name").asText(),
                node.path("value").asText(),
                node.path("enabled").asBoolean(),
                Instant.ofEpochSecond(node.path("created").asLong()),
                Set.copyOf(plans));
    }

    private String random(int characters) {
        StringBuilder text = new StringBuilder();
        random.ints(characters, 0, CHARACTERS.length()).forEach(index -> text.append(CHARACTERS.charAt(index)));
        return text.toString();
    }
}
