package farebox.models.registry;

import farebox.kernel.InvalidRequest;
import farebox.kernel.ModelVersion;

/** Schema 1 of {@code aliases/{alias}.json}. */
final class PointerJson {
    private static final int SCHEMA = 1;

    private PointerJson() {}

    static byte[] write(ModelVersion version) {
        return StrictJson.write(StrictJson.object().put("schema", SCHEMA).put("version", version.value()));
    }

    /** @throws InvalidRequest if the text is no pointer of schema 1 */
    static ModelVersion read(byte[] text) {
        StrictJson pointer = StrictJson.read(text, "schema", "version");
        if (pointer.count("schema") != SCHEMA) {
            throw new InvalidRequest("only schema " + SCHEMA + " is known");
        }
        return new ModelVersion(pointer.text("version"));
    }
}
