package farebox.metering.dynamo;

import farebox.metering.Resource;
import java.util.Map;
import java.util.function.Function;

/** A resource as text attributes, of an event and of an aggregate alike. */
final class ResourceAttributes {
    private static final String KIND = "kind";
    private static final String NAME = "name";
    private static final String VERSION = "version";

    private ResourceAttributes() {}

    static Map<String, String> of(Resource resource) {
        return Map.of(KIND, resource.kind().wireName(), NAME, resource.name(), VERSION, resource.version());
    }

    static Resource read(AttributeReader item) {
        return new Resource(
                item.read(KIND, Resource.Kind::named),
                item.read(NAME, Function.identity()),
                item.read(VERSION, Function.identity()));
    }
}
