package farebox.local.dynamodb;

import farebox.local.dynamodb.value.ValueType;

/** @param type S, N or B */
public record KeyAttribute(String name, ValueType type) {
    public KeyAttribute {
        if (type != ValueType.S && type != ValueType.N && type != ValueType.B) {
            throw new IllegalArgumentException("a key is of type S, N or B, not " + type);
        }
    }
}
