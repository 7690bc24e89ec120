package farebox.broken.two;

import farebox.broken.one.One;

/** With {@link One}, a cycle. */
public final class Two {
    One one() {
        return new One();
    }
}
