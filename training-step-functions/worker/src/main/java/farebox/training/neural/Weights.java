package farebox.training.neural;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;

/** The numbers of a network by the names of its weights, in the network's order. Nobody writes into the arrays. */
public record Weights(SequencedMap<String, float[]> values) {
    /** What a network starts with. */
    public static Weights initial(Network network, RandomGenerator random) {
        SequencedMap<String, float[]> values = new LinkedHashMap<>();
        network.weights()
                .forEach(spec -> values.put(spec.name(), spec.initializer().values(spec.count(), random)));
        return new Weights(values);
    }

    /** @throws IllegalArgumentException when there is no such weight */
    public float[] get(String name) {
        float[] value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no weight is named " + name);
        }
        return value;
    }

    /** The number of all elements. */
    public long count() {
        return values.values().stream().mapToLong(value -> value.length).sum();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Weights(SequencedMap<String, float[]> others)
                && values.keySet().equals(others.keySet())
                && values.entrySet().stream()
                        .allMatch(entry -> Arrays.equals(entry.getValue(), others.get(entry.getKey())));
    }

    @Override
    public int hashCode() {
        return values.entrySet().stream().mapToInt(Weights::hash).sum();
    }

    private static int hash(Map.Entry<String, float[]> entry) {
        return entry.getKey().hashCode() ^ Arrays.hashCode(entry.getValue());
    }
}
