package farebox.kernel;

/** What a tenant may use at what rate. */
public record PlanName(String value) implements Comparable<PlanName> {
    /** @throws InvalidRequest if the value is not a {@linkplain Identifiers name} */
    public PlanName {
        Identifiers.require(value, "plan");
    }

    @Override
    public int compareTo(PlanName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
