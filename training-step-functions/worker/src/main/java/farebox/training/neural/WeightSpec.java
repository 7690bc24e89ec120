package farebox.training.neural;

import java.util.List;

/** A tensor that a layer holds: its name within the network, its shape and how it starts. */
public record WeightSpec(String name, List<Long> shape, Initializer initializer, Role role) {
    /** What training does with a weight. */
    public enum Role {
        /** Trained, and shrunk by weight decay. */
        WEIGHT,
        /** Trained; weight decay leaves it alone. */
        BIAS,
        /** Measured in training, without a gradient. */
        STATISTIC
    }

    public WeightSpec {
        shape = List.copyOf(shape);
    }

    static WeightSpec weight(String name, Initializer initializer, Long... shape) {
        return new WeightSpec(name, List.of(shape), initializer, Role.WEIGHT);
    }

    static WeightSpec bias(String name, Initializer initializer, Long... shape) {
        return new WeightSpec(name, List.of(shape), initializer, Role.BIAS);
    }

    static WeightSpec statistic(String name, Initializer initializer, Long... shape) {
        return new WeightSpec(name, List.of(shape), initializer, Role.STATISTIC);
    }

    /** The same weight of a layer that is a part of another. */
    WeightSpec within(String path) {
        return new WeightSpec(path + "." + name, shape, initializer, role);
    }

    public int count() {
        return Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
    }

    public boolean isTrained() {
        return role != Role.STATISTIC;
    }

    long[] shapeArray() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }
}
