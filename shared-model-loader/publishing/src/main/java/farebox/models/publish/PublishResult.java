package farebox.models.publish;

import farebox.models.ModelCard;

/** What came of publishing a model. */
public sealed interface PublishResult {
    ModelCard card();

    /** A new version, which its champion alias points to now. */
    record Added(ModelCard card) implements PublishResult {}

    /** The same bytes were published before, so nothing was written; an alias that had moved on stays where it is. */
    record AlreadyThere(ModelCard card) implements PublishResult {}
}
