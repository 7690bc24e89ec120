package farebox.bench;

import java.io.Closeable;
import java.util.List;

/** Something that embeds texts with the bundled model. */
interface Peer extends Closeable {
    String name();

    /** Embeds all texts in one request, or fails. */
    void embed(List<String> texts) throws Exception;

    /** Whether many threads may call at once. */
    boolean concurrent();

    /** What it runs in. */
    ProcessTree processes();
}
