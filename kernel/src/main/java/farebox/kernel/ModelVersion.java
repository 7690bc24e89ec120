package farebox.kernel;

/** An immutable version of a model. */
public record ModelVersion(String value) implements Comparable<ModelVersion> {
    /** @throws InvalidRequest if the value is not a {@linkplain Identifiers name} */
    public ModelVersion {
        Identifiers.require(value, "version");
    }

    @Override
    public int compareTo(ModelVersion other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
