package farebox.training.pipeline.drift;

/** Where others hear of drift. */
public interface DriftEvents {
    /** @throws farebox.kernel.Unavailable if nobody may have heard of it */
    void detected(ModelDrift drift);
}
