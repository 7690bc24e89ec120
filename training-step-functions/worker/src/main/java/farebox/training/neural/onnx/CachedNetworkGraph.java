package farebox.training.neural.onnx;

import farebox.training.neural.Attention;
import farebox.training.neural.KeyValueCache;
import farebox.training.neural.Network;
import farebox.training.neural.Weights;
import farebox.training.onnx.Dimension;
import farebox.training.onnx.ElementType;
import farebox.training.onnx.GraphBuilder;
import farebox.training.onnx.OnnxGraph;
import farebox.training.onnx.Operator;
import farebox.training.onnx.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A causal language model as a graph that takes the keys and values of earlier tokens and gives them back with those of
 * the new ones, under the names that ONNX exports of such models have.
 */
public final class CachedNetworkGraph {
    /** Input: int64 [batch, tokens]. */
    public static final String IDS = "input_ids";

    /** Output: float32 [batch, tokens, vocabulary]. */
    public static final String LOGITS = "logits";

    private static final String PAST = "past_key_values.";
    private static final String PRESENT = "present.";
    private static final Dimension BATCH = Dimension.free("batch");
    private static final Dimension TOKENS = Dimension.free("tokens");

    private CachedNetworkGraph() {}

    /** Input: keys of an attention's earlier tokens, float32 [batch, heads, past, size]. */
    public static String pastKey(int attention) {
        return PAST + attention + ".key";
    }

    /** Input: their values. */
    public static String pastValue(int attention) {
        return PAST + attention + ".value";
    }

    /** The output that the input of this name takes in the next call. */
    public static String present(String past) {
        return PRESENT + past.substring(PAST.length());
    }

    public static OnnxGraph of(Network network, Weights weights) {
        GraphBuilder graph = new GraphBuilder("language_model");
        Value ids = graph.input(IDS, ElementType.INT64, BATCH, TOKENS);
        GraphCache cache = new GraphCache(graph, network.attentions());
        NetworkConstants constants = new NetworkConstants(graph, network, weights);
        Value logits = network.apply(new OnnxOperations(graph, constants), constants.values(), cache, ids);
        graph.output(
                LOGITS,
                logits,
                ElementType.FLOAT,
                BATCH,
                TOKENS,
                Dimension.fixed(network.output().last()));
        cache.addOutputs();
        return graph.build();
    }

    /** Joins the past, which is an input, and the new, and remembers both together as an output. */
    private static final class GraphCache implements KeyValueCache<Value> {
        private final GraphBuilder graph;
        private final List<Attention> attentions;
        private final List<KeyValue<Value>> pasts = new ArrayList<>();
        private final List<KeyValue<Value>> presents = new ArrayList<>();

        private GraphCache(GraphBuilder graph, List<Attention> attentions) {
            this.graph = graph;
            this.attentions = attentions;
            for (int i = 0; i < attentions.size(); i++) {
                pasts.add(new KeyValue<>(input(pastKey(i), i), input(pastValue(i), i)));
            }
        }

        private Value input(String name, int attention) {
            return graph.input(name, ElementType.FLOAT, dimensions(attention, "past"));
        }

        private Dimension[] dimensions(int attention, String tokens) {
            Attention layer = attentions.get(attention);
            return new Dimension[] {
                BATCH, Dimension.fixed(layer.heads()), Dimension.free(tokens), Dimension.fixed(layer.headSize())
            };
        }

        @Override
        public KeyValue<Value> extend(String path, KeyValue<Value> fresh) {
            KeyValue<Value> past = pasts.get(presents.size());
            KeyValue<Value> all = new KeyValue<>(join(past.key(), fresh.key()), join(past.value(), fresh.value()));
            presents.add(all);
            return all;
        }

        private Value join(Value past, Value fresh) {
            return graph.apply(Operator.of("Concat").withInt("axis", 2), past, fresh);
        }

        @Override
        public Value past() {
            return pasts.getFirst().key();
        }

        private void addOutputs() {
            for (int i = 0; i < presents.size(); i++) {
                output(present(pastKey(i)), presents.get(i).key(), i);
                output(present(pastValue(i)), presents.get(i).value(), i);
            }
        }

        private void output(String name, Value value, int attention) {
            graph.output(name, value, ElementType.FLOAT, dimensions(attention, "all"));
        }
    }
}
