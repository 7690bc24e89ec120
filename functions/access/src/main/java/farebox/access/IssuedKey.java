package farebox.access;

/** A new key, whole for this once: nobody can read it again. */
public record IssuedKey(ApiKey key, ListedKey listed) {}
