package farebox.local.dynamodb.value;

import java.util.Optional;

/** The data types, under the names that they have on the wire. */
public enum ValueType {
    S("STRING"),
    N("NUMBER"),
    B("BINARY"),
    BOOL("BOOLEAN"),
    NULL("NULL"),
    M("MAP"),
    L("LIST"),
    SS("STRING_SET"),
    NS("NUMBER_SET"),
    BS("BINARY_SET");

    private final String words;

    ValueType(String words) {
        this.words = words;
    }

    /** As some of AWS's messages spell it. */
    public String words() {
        return words;
    }

    public boolean isSet() {
        return this == SS || this == NS || this == BS;
    }

    public static Optional<ValueType> find(String name) {
        for (ValueType type : values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
