package farebox.models.registry;

/** What an object store calls one state of an object; it changes whenever the object does. */
public record ETag(String value) {
    @Override
    public String toString() {
        return value;
    }
}
