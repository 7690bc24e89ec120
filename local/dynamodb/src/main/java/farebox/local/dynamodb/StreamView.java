package farebox.local.dynamodb;

import java.util.Arrays;
import java.util.List;

/** What a stream's records show of an item. */
public enum StreamView {
    KEYS_ONLY,
    NEW_IMAGE,
    OLD_IMAGE,
    NEW_AND_OLD_IMAGES;

    static List<String> names() {
        return Arrays.stream(values()).map(Enum::name).toList();
    }

    boolean showsNew() {
        return this == NEW_IMAGE || this == NEW_AND_OLD_IMAGES;
    }

    boolean showsOld() {
        return this == OLD_IMAGE || this == NEW_AND_OLD_IMAGES;
    }
}
