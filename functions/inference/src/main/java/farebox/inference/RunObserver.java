package farebox.inference;

import farebox.monitoring.ModelDistributions;
import java.time.Duration;
import java.util.List;

/** Is told of each run of a model. It returns at once, and what goes wrong in it is its own. */
public interface RunObserver {
    /** Is told in vain. */
    RunObserver NONE = all();

    /**
     * @param time of the whole run, tokenizing and waiting included
     * @param done what it came to
     */
    void succeeded(ModelCall call, Duration time, ModelRuns.Done<?> done);

    /** A run that failed by no fault of its caller. */
    void failed(ModelCall call);

    /** @param predictions one for each input, in order */
    void predicted(ModelCall call, Inputs inputs, List<Predictions.Prediction> predictions);

    /** One that tells each of them. */
    static RunObserver all(RunObserver... observers) {
        List<RunObserver> all = List.of(observers);
        return new RunObserver() {
            @Override
            public void succeeded(ModelCall call, Duration time, ModelRuns.Done<?> done) {
                all.forEach(observer -> observer.succeeded(call, time, done));
            }

            @Override
            public void failed(ModelCall call) {
                all.forEach(observer -> observer.failed(call));
            }

            @Override
            public void predicted(ModelCall call, Inputs inputs, List<Predictions.Prediction> predictions) {
                all.forEach(observer -> observer.predicted(call, inputs, predictions));
            }
        };
    }

    /** The inputs of a request. */
    @FunctionalInterface
    interface Inputs {
        /** Of which nothing is known. */
        Inputs UNKNOWN = (_, _) -> {};

        /** @param index from 0, as that of its prediction */
        void addTo(ModelDistributions distributions, int index);
    }
}
