package farebox.kernel;

/** A customer of the operator: owns keys, models and a bill. */
public record TenantId(String value) implements Comparable<TenantId> {
    /** Owns the models that every tenant may call; no tenant can be created under this id. */
    public static final TenantId PUBLIC = new TenantId("public");

    /** @throws InvalidRequest if the value is not a {@linkplain Identifiers name} */
    public TenantId {
        Identifiers.require(value, "tenant");
    }

    @Override
    public int compareTo(TenantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
