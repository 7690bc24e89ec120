package farebox.inference.openinference;

import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of a JSON object in the order in which they are named, so that every process writes the same bytes. */
final class Fields {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    private Fields() {}

    static Fields of(String name, Object value) {
        return new Fields().and(name, value);
    }

    Fields and(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    Map<String, Object> map() {
        return fields;
    }
}
