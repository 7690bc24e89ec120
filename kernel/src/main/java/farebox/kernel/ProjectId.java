package farebox.kernel;

/** A part of a tenant's usage that the tenant wants to see apart, such as a product or a team. */
public record ProjectId(String value) implements Comparable<ProjectId> {
    /** @throws InvalidRequest if the value is not a {@linkplain Identifiers name} */
    public ProjectId {
        Identifiers.require(value, "project");
    }

    @Override
    public int compareTo(ProjectId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
