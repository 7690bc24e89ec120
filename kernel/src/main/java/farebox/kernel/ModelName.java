package farebox.kernel;

/** The name of a model within its tenant. */
public record ModelName(String value) implements Comparable<ModelName> {
    /** @throws InvalidRequest if the value is not a {@linkplain Identifiers name} */
    public ModelName {
        Identifiers.require(value, "model");
    }

    @Override
    public int compareTo(ModelName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
