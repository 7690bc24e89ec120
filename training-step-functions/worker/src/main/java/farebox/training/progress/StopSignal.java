package farebox.training.progress;

/** Asked between steps: true once the time is used up or the process was told to end. */
@FunctionalInterface
public interface StopSignal {
    /** Never stops. */
    StopSignal NEVER = () -> false;

    boolean stopRequested();

    /** Whether it is the time that is used up; a process that is told to end may have some left. */
    default boolean outOfTime() {
        return false;
    }
}
