package farebox.local.store;

import java.util.ArrayList;
import java.util.List;

/**
 * What one piece of work wants changed. It is gathered first and applied only when the work has ended well, so that a
 * refusal halfway leaves nothing behind; the work does not see its own changes.
 */
public final class WriteBatch {
    private final List<Runnable> changes = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();

    WriteBatch() {}

    public void put(SortedBytes map, byte[] key, byte[] value) {
        changes.add(() -> map.put(key, value));
    }

    public void remove(SortedBytes map, byte[] key) {
        changes.add(() -> map.remove(key));
    }

    /** Runs once the changes are on disk. */
    public void afterwards(Runnable told) {
        afterwards.add(told);
    }

    void afterApplying(Runnable change) {
        changes.add(change);
    }

    boolean apply() {
        changes.forEach(Runnable::run);
        return !changes.isEmpty();
    }

    void tell() {
        afterwards.forEach(Runnable::run);
    }
}
