package farebox.local.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.access.ApiKey;
import farebox.access.Tenant;
import farebox.cli.operator.Administration;
import farebox.cli.operator.DemoTenant;
import farebox.kernel.KeyId;
import farebox.kernel.Scope;
import farebox.kernel.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A tenant to try with, one key of it and one of the operator's. Unlike every other key they are kept readable, in the
 * data folder and for its owner only, so that a second start prints the same ones.
 */
final class DemoKeys {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Administration administration;
    private final Path file;
    private final InstantSource clock;

    DemoKeys(Administration administration, Path file, InstantSource clock) {
        this.administration = administration;
        this.file = file;
        this.clock = clock;
    }

    record Pair(String key, String adminKey) {}

    Pair make() throws IOException {
        administration.createTenant().run(DemoTenant.ID, DemoTenant.PLAN);
        administration.createTenant().run(Tenant.OPERATOR, DemoTenant.PLAN);
        Pair kept = kept();
        Pair live = new Pair(
                live(kept.key(), DemoTenant.ID, Scope.INVOKE), live(kept.adminKey(), Tenant.OPERATOR, Scope.ADMIN));
        if (!live.equals(kept)) {
            keep(live);
        }
        return live;
    }

    /** The key that was kept, if nobody has revoked it meanwhile, or a new one. */
    private String live(String kept, TenantId tenant, Scope scope) {
        Optional<KeyId> id = ApiKey.parse(kept).map(ApiKey::id);
        boolean isLive = administration.listKeys().run(tenant).stream()
                .anyMatch(key ->
                        id.filter(key.id()::equals).isPresent() && key.state().isLive(clock.instant()));
        return isLive
                ? kept
                : administration.createKey().run(tenant, scope).key().reveal();
    }

    private Pair kept() throws IOException {
        if (!Files.exists(file)) {
            return new Pair("", "");
        }
        JsonNode json = JSON.readTree(file.toFile());
        return new Pair(json.path("key").asText(), json.path("admin_key").asText());
    }

    private void keep(Pair keys) throws IOException {
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        String json = JSON.createObjectNode()
                .put("key", keys.key())
                .put("admin_key", keys.adminKey())
                .toPrettyString();
        Files.writeString(file, json + "\n");
    }
}
