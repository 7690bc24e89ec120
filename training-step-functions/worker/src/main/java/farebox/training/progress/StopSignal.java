package farebox.training.progress;

/** Asked between steps: true once the time is used up or the process was told to end. */
@FunctionalInterface
public interface StopSignal {
    /** Never stops. */
    StopSignal NEVER = () -> false;

    boolean stopRequested();
}
