package farebox.models.cache;

import farebox.models.EmbeddingModel;

/** A model with what it holds open; closed once nobody uses it. */
public interface OpenModel extends EmbeddingModel, AutoCloseable {
    @Override
    void close();
}
