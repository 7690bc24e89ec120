package farebox.kernel;

/** A pointer to a version of a model, such as {@code champion}. */
public record AliasName(String value) implements Comparable<AliasName> {
    /** The version of a model that a request gets which names none. */
    public static final AliasName CHAMPION = new AliasName("champion");

    /** @throws InvalidRequest if the value is not a {@linkplain Identifiers name} */
    public AliasName {
        Identifiers.require(value, "alias");
    }

    @Override
    public int compareTo(AliasName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
