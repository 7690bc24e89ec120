package farebox.models.registry;

/** Where an object is stored. Only {@link ModelKeys} makes them, out of checked names. */
public record ObjectKey(String value) {
    @Override
    public String toString() {
        return value;
    }
}
