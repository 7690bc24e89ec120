package farebox.training.neural.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import farebox.training.neural.WeightSpec;
import farebox.training.neural.WeightSpec.Role;
import farebox.training.neural.Weights;
import farebox.training.neural.fit.OptimizerSettings;
import farebox.training.neural.fit.OptimizerSettings.AdamW;
import farebox.training.neural.fit.OptimizerSettings.Sgd;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Changes weights by their gradients, and holds the moments that DJL's optimisers neither give nor take. */
final class Optimizer {
    private static final String FIRST = "first/";
    private static final String SECOND = "second/";

    /** DJL's sign that no element of a gradient is clipped. */
    private static final float UNBOUNDED = -1;

    private final OptimizerSettings settings;
    private final double weightDecay;
    private final SequencedMap<String, NDArray> moments = new LinkedHashMap<>();

    Optimizer(OptimizerSettings settings, double weightDecay) {
        this.settings = settings;
        this.weightDecay = weightDecay;
    }

    /** Moments as they were, or zeros where there are none yet. */
    void start(NDManager manager, Iterable<WeightSpec> specs, Weights given) {
        for (WeightSpec spec : specs) {
            if (spec.isTrained()) {
                start(manager, spec, FIRST, given);
                if (settings instanceof AdamW) {
                    start(manager, spec, SECOND, given);
                }
            }
        }
    }

    private void start(NDManager manager, WeightSpec spec, String moment, Weights given) {
        float[] values = given.values().getOrDefault(moment + spec.name(), new float[spec.count()]);
        moments.put(moment + spec.name(), Tensors.of(manager, spec, values));
    }

    Weights moments() {
        return Tensors.copy(moments);
    }

    /** Lets a pass own what is computed from the moments. */
    void lendTo(NDManager pass) {
        moments.values().forEach(moment -> moment.tempAttach(pass));
    }

    /** The learning rate of a step; steps count from 0. */
    record Pace(double rate, long step) {}

    /**
     * Changes a weight in place by its gradient, and clears that.
     *
     * @param scale what the gradient is multiplied with before
     */
    void update(WeightSpec spec, NDArray weight, Pace pace, double scale) {
        Change change = new Change(pace, scale, spec.role() == Role.WEIGHT ? weightDecay : 0);
        switch (settings) {
            case Sgd sgd -> descend(spec, weight, change, sgd);
            case AdamW adam -> adapt(spec, weight, change, adam);
        }
    }

    private record Change(Pace pace, double scale, double decay) {}

    private void descend(WeightSpec spec, NDArray weight, Change change, Sgd sgd) {
        NDArray value = weight.stopGradient();
        NDArray gradient = weight.getGradient();
        if (change.decay() != 0) {
            value.muli((float) (1 - change.pace().rate() * change.decay()));
        }
        NDArray velocity = moment(FIRST, spec).muli((float) sgd.momentum()).addi(gradient.mul((float) change.scale()));
        value.subi(velocity.mul((float) change.pace().rate()));
        gradient.subi(gradient);
    }

    /** DJL's update divides by the bare root of the second moment, so that its correction is in the other factors. */
    private void adapt(WeightSpec spec, NDArray weight, Change change, AdamW adam) {
        double step = change.pace().step() + 1.0;
        double firstCorrection = 1 - Math.pow(adam.beta1(), step);
        double secondCorrection = Math.sqrt(1 - Math.pow(adam.beta2(), step));
        weight.getNDArrayInternal()
                .adamUpdate(
                        new NDList(weight, weight.getGradient(), moment(FIRST, spec), moment(SECOND, spec)),
                        new NDList(weight),
                        (float) change.pace().rate(),
                        (float) (change.pace().rate() * secondCorrection / firstCorrection),
                        (float) change.decay(),
                        (float) change.scale(),
                        UNBOUNDED,
                        (float) adam.beta1(),
                        (float) adam.beta2(),
                        (float) (adam.epsilon() * secondCorrection),
                        false,
                        true);
    }

    private NDArray moment(String name, WeightSpec spec) {
        NDArray moment = moments.get(name + spec.name());
        if (moment == null) {
            throw new IllegalStateException("the optimiser was not started with " + spec.name());
        }
        return moment;
    }
}
