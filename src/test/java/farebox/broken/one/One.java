package farebox.broken.one;

import farebox.broken.two.Two;

/** With {@link Two}, a cycle. */
public final class One {
    Two two() {
        return new Two();
    }
}
