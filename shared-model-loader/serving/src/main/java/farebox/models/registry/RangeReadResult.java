package farebox.models.registry;

import java.io.InputStream;

/** What came of asking for a range of one state of an object. */
public sealed interface RangeReadResult {
    /** @param stream the bytes asked for, to be closed by the reader; it may end early or fail */
    record Body(InputStream stream) implements RangeReadResult {}

    /** The object is no longer in the state that was asked for, or is gone. */
    record Changed() implements RangeReadResult {}
}
