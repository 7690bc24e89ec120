package farebox.batch.inference;

import farebox.inference.Catalog;
import farebox.inference.ResolvedModel;
import farebox.kernel.NotFound;
import farebox.kernel.TenantId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The models that the requests of a chunk name. Each is looked up once, so that a chunk has one version of it. */
final class ChunkModels {
    private final Catalog catalog;
    private final TenantId tenant;
    private final Map<String, ResolvedModel> chosen = new ConcurrentHashMap<>();

    ChunkModels(Catalog catalog, TenantId tenant) {
        this.catalog = catalog;
        this.tenant = tenant;
    }

    /** @throws NotFound if the tenant can use no model of that name */
    ResolvedModel choose(String name) {
        return chosen.computeIfAbsent(name, _ -> catalog.choose(tenant, name));
    }
}
