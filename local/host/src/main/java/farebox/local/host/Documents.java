package farebox.local.host;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Port: texts by key that survive a restart. A service stores JSON under keys of its own prefix. */
public interface Documents {
    /** Applies all changes or none of them; an empty value removes the key. */
    void write(Map<String, Optional<String>> changes);

    /** The documents whose keys begin with {@code prefix}, in the order of their keys. */
    SortedMap<String, String> read(String prefix);
}
