package farebox.models.cache;

import farebox.models.Model;

/** A model with what it holds open; closed once nobody uses it. */
public interface OpenModel extends Model, AutoCloseable {
    @Override
    void close();
}
