package farebox.inference.generate;

import farebox.inference.ModelOutputs;
import farebox.models.GenerativeModel;
import farebox.models.KeyValueCache;
import farebox.models.ModelSpec;
import farebox.models.TokenIds;
import farebox.models.tensor.GraphSchema;
import farebox.models.tensor.Shape;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorSchema;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Runs a causal language model over new tokens; the tokens before are remembered as keys and values. */
final class TokenStream {
    private final GenerativeModel model;
    private final ModelSpec.TextGeneration spec;
    private final List<TensorSchema> inputs;
    private final List<String> outputs;
    private List<Tensor> cache;

    TokenStream(GenerativeModel model, ModelSpec.TextGeneration spec) {
        GraphSchema graph = model.card().graph();
        this.model = model;
        this.spec = spec;
        this.inputs = KeyValueCache.inputs(graph);
        this.outputs = Stream.concat(Stream.of(spec.logits()), inputs.stream().map(KeyValueCache::output))
                .toList();
        this.cache = inputs.stream().map(TokenStream::empty).toList();
    }

    /** What may come behind the last of these tokens. */
    TokenScores advance(TokenIds tokens) {
        List<Tensor> given = new ArrayList<>(cache.size() + 1);
        given.add(Tensor.ofRow(KeyValueCache.IDS, tokens.ids()));
        given.addAll(cache);
        List<Tensor> results = model.run(given, outputs);
        List<Tensor> next = new ArrayList<>(inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
            Tensor present = results.get(i + 1);
            next.add(new Tensor(inputs.get(i).name(), present.type(), present.shape(), present.content()));
        }
        cache = next;
        return TokenScores.of(last(results.getFirst()));
    }

    private double[] last(Tensor logits) {
        FloatBuffer all = ((Tensor.Fixed) logits.content()).view().asFloatBuffer();
        double[] last = new double[spec.text().vocabulary()];
        int from = all.remaining() - last.length;
        Arrays.setAll(last, token -> all.get(from + token));
        return ModelOutputs.requireFinite(last, model.card());
    }

    private static Tensor empty(TensorSchema input) {
        Shape shape = new Shape(KeyValueCache.shape(input, 0));
        return new Tensor(input.name(), input.type(), shape, new Tensor.Fixed(ByteBuffer.allocate(0)));
    }
}
