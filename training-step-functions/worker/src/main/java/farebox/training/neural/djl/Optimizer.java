package farebox.training.neural.djl;

import ai.djl.ndarray.NDArray;
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

    /** Changes a weight in place; it must be free of gradients. */
    void update(WeightSpec spec, NDArray weight, NDArray gradient, Pace pace) {
        if (spec.role() == Role.WEIGHT && weightDecay != 0) {
            weight.muli((float) (1 - pace.rate() * weightDecay));
        }
        weight.subi(
                switch (settings) {
                    case Sgd sgd -> descent(spec, gradient, pace, sgd);
                    case AdamW adam -> adapted(spec, gradient, pace, adam);
                });
    }

    private NDArray descent(WeightSpec spec, NDArray gradient, Pace pace, Sgd sgd) {
        NDArray velocity = moment(FIRST, spec).muli((float) sgd.momentum()).addi(gradient);
        return velocity.mul((float) pace.rate());
    }

    private NDArray adapted(WeightSpec spec, NDArray gradient, Pace pace, AdamW adam) {
        NDArray first = average(moment(FIRST, spec), gradient, adam.beta1());
        NDArray second = average(moment(SECOND, spec), gradient.square(), adam.beta2());
        double firstScale = 1 - Math.pow(adam.beta1(), pace.step() + 1.0);
        double secondScale = 1 - Math.pow(adam.beta2(), pace.step() + 1.0);
        NDArray deviation = second.div((float) secondScale).sqrt().addi((float) adam.epsilon());
        return first.mul((float) (pace.rate() / firstScale)).divi(deviation);
    }

    /** Moves an average a little towards a value, in place. */
    private static NDArray average(NDArray average, NDArray value, double kept) {
        return average.muli((float) kept).addi(value.mul((float) (1 - kept)));
    }

    private NDArray moment(String name, WeightSpec spec) {
        NDArray moment = moments.get(name + spec.name());
        if (moment == null) {
            throw new IllegalStateException("the optimiser was not started with " + spec.name());
        }
        return moment;
    }
}
