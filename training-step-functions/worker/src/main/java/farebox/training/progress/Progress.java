package farebox.training.progress;

/** Takes what a training reports while it runs. Called from several threads during a search. */
@FunctionalInterface
public interface Progress {
    /** A listener that drops everything. */
    Progress NONE = event -> {};

    void report(ProgressEvent event);
}
