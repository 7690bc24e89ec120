package farebox.training.pipeline;

import farebox.kernel.TenantId;
import java.util.Optional;

/** The files that tenants have uploaded by OpenAI's Files API. */
@FunctionalInterface
public interface UploadedFiles {
    /** The object of a file in its present state; empty if the tenant has no such file. */
    Optional<NamedObject> find(TenantId tenant, String fileId);

    /** @param name that the tenant gave it */
    record NamedObject(String name, SourceObject object) {}
}
