package farebox.access;

/** A new key, and the old one with the end it has now. */
public record RotatedKey(IssuedKey fresh, ListedKey old) {}
