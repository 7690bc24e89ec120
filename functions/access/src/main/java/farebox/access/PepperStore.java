package farebox.access;

import farebox.kernel.Unavailable;
import java.util.Optional;

/** Keeps the one pepper. Every method throws {@link Unavailable} if the store does not answer. */
public interface PepperStore {
    Optional<Pepper> find();

    /** The pepper that is there; the candidate becomes it if there is none. Of two candidates at once, one wins. */
    Pepper findOrKeep(Pepper candidate);
}
