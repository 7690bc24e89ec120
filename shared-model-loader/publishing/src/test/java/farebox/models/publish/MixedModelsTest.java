package farebox.models.publish;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.kernel.ByteCount;
import farebox.kernel.Deadline;
import farebox.models.EmbeddingModel;
import farebox.models.Lease;
import farebox.models.Manifest;
import farebox.models.Model;
import farebox.models.ModelCard;
import farebox.models.Models;
import farebox.models.Selector;
import farebox.models.TokenIds;
import farebox.models.cache.CacheLimits;
import farebox.models.cache.CachedModels;
import farebox.models.cache.ModelOpener;
import farebox.models.cache.OpenModel;
import farebox.models.onnx.OnnxOpener;
import farebox.models.publish.onnx.OnnxModelConverter;
import farebox.models.registry.InMemoryObjectStore;
import farebox.models.registry.ModelRegistry;
import farebox.models.signature.TestSignatures;
import farebox.models.tensor.Shape;
import farebox.models.tensor.Tensor;
import farebox.models.tensor.TensorSchema;
import farebox.models.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of several kinds in one cache that has room for the embedding model and little else. */
class MixedModelsTest {
    private static final int CALLERS = 4;
    private static final int ROUNDS = 6;
    private static final int CYCLES = 200;
    private static final InstantSource CLOCK = InstantSource.system();

    private final Path folder;
    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final ModelRegistry registry = new ModelRegistry(store, TestSignatures.ONE);
    private final CountingOpener opener = new CountingOpener();

    MixedModelsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void models_areEvictedAndReloadedUnderLoadAndNeverClosedInUse() throws Exception {
        Manifest mini = publish(BundledModel.allMiniLmL6V2());
        List<PublishRequest> small = List.of(
                TestModels.tabularClassifier("table"), TestModels.sequence("sums"), TestModels.regressor("prices"));
        long smallest = Long.MAX_VALUE;
        for (PublishRequest request : small) {
            smallest = Math.min(smallest, publish(request).size().bytes());
        }
        // Twice its files is what an open model counts: the embedding model fits, and not the smallest beside it.
        ByteCount budget = new ByteCount(2 * mini.size().bytes() + smallest);
        Models models =
                CachedModels.over(registry, opener, folder.resolve("cache"), new CacheLimits(budget, budget), CLOCK);

        List<float[]> vectors = inParallel(models, small);

        assertThat(vectors)
                .hasSize(CALLERS * ROUNDS)
                .allSatisfy(vector -> assertThat(vector).containsExactly(vectors.getFirst()));
        assertThat(opener.opened.get()).as("models that were opened").isGreaterThan(small.size() + 1);
        assertThat(opener.runInClosed.get()).isZero();
    }

    /**
     * Idle models alone never hold more than the budget; what is in use when it is evicted counts until it is closed.
     */
    @Test
    void models_thatAreIdleStayWithinTheBudget() throws Exception {
        Manifest table = publish(TestModels.tabularClassifier("table"));
        ByteCount budget = new ByteCount(2 * table.size().bytes());
        publish(TestModels.sequence("sums"));
        Models models =
                CachedModels.over(registry, opener, folder.resolve("cache"), new CacheLimits(budget, budget), CLOCK);

        for (int round = 0; round < ROUNDS; round++) {
            run(models, TestModels.tabularClassifier("table"));
            assertThat(opener.openBytes.get()).isLessThanOrEqualTo(budget.bytes());
            run(models, TestModels.sequence("sums"));
            assertThat(opener.openBytes.get()).isLessThanOrEqualTo(budget.bytes());
        }
        assertThat(opener.opened.get()).isGreaterThan(2);
    }

    @Test
    void twentyModels_inABudgetForFiveNeverTakeMoreAndAreNeverClosedInUse() throws Exception {
        List<PublishRequest> twenty = TestModels.copies(20);
        long largest = 0;
        for (PublishRequest request : twenty) {
            largest = Math.max(largest, publish(request).size().bytes());
        }
        ByteCount budget = new ByteCount(5 * 2 * largest);
        Models models =
                CachedModels.over(registry, opener, folder.resolve("cache"), new CacheLimits(budget, budget), CLOCK);

        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<?>> results = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                RandomGenerator random = new Random(caller);
                results.add(callers.submit(() -> {
                    for (int cycle = 0; cycle < CYCLES / CALLERS; cycle++) {
                        run(models, twenty.get(random.nextInt(twenty.size())));
                    }
                }));
            }
            for (Future<?> result : results) {
                result.get();
            }
        }

        assertThat(opener.opened.get()).as("models that were opened").isGreaterThan(CYCLES / 2);
        assertThat(opener.mostOpenBytes.get()).isLessThanOrEqualTo(budget.bytes());
        assertThat(opener.runInClosed.get()).isZero();
    }

    private List<float[]> inParallel(Models models, List<PublishRequest> small) throws Exception {
        List<float[]> vectors = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<List<float[]>>> results = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                results.add(callers.submit(() -> call(models, small)));
            }
            for (Future<List<float[]>> result : results) {
                vectors.addAll(result.get());
            }
        }
        return vectors;
    }

    private static List<float[]> call(Models models, List<PublishRequest> small) {
        List<float[]> vectors = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            try (Lease<EmbeddingModel> lease =
                    models.open(MiniLm.REF, Selector.champion(), EmbeddingModel.class, soon())) {
                vectors.add(lease.value().embed(lease.value().tokenize(MiniLm.CAT)));
            }
            run(models, small.get(round % small.size()));
        }
        return vectors;
    }

    private static void run(Models models, PublishRequest request) {
        try (Lease<Model> lease = models.open(request.model(), Selector.champion(), Model.class, soon())) {
            Model model = lease.value();
            assertThat(model.run(
                            inputs(model.card()),
                            List.of(model.card().graph().outputs().getFirst().name())))
                    .hasSize(1);
        }
    }

    /** Zeros or empty texts, in the smallest size of every tensor. */
    private static List<Tensor> inputs(ModelCard card) {
        return card.graph().inputs().stream().map(MixedModelsTest::zeros).toList();
    }

    private static Tensor zeros(TensorSchema input) {
        Shape shape =
                new Shape(input.shape().stream().map(size -> Math.max(size, 1)).toList());
        Tensor.Content content = input.type() == TensorType.BYTES
                ? new Tensor.Pieces(Collections.nCopies(shape.elements(), new byte[0]))
                : new Tensor.Fixed(
                        ByteBuffer.allocate(shape.elements() * input.type().width()));
        return new Tensor(input.name(), input.type(), shape, content);
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofMinutes(1), CLOCK);
    }

    private Manifest publish(PublishRequest request) {
        PublishResult result = new PublishModel(registry, new OnnxModelConverter(), folder, CLOCK).run(request);
        return registry.manifest(request.model(), result.card().version()).orElseThrow();
    }

    /** Opens real models, and counts what is open and what is run after it was closed. */
    private static final class CountingOpener implements ModelOpener {
        private final AtomicInteger opened = new AtomicInteger();
        private final AtomicInteger runInClosed = new AtomicInteger();
        private final AtomicLong openBytes = new AtomicLong();
        private final AtomicLong mostOpenBytes = new AtomicLong();

        @Override
        public OpenModel open(Path files, Manifest manifest) {
            opened.incrementAndGet();
            long now = openBytes.addAndGet(2 * manifest.size().bytes());
            mostOpenBytes.accumulateAndGet(now, Math::max);
            OpenModel model = new OnnxOpener().open(files, manifest);
            return model instanceof EmbeddingModel
                    ? new CountedEmbedding(model, manifest)
                    : new Counted(model, manifest);
        }

        private class Counted implements OpenModel {
            private final OpenModel model;
            private final Manifest manifest;
            private volatile boolean closed;

            private Counted(OpenModel model, Manifest manifest) {
                this.model = model;
                this.manifest = manifest;
            }

            @Override
            public ModelCard card() {
                return model.card();
            }

            @Override
            public List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
                return counted(() -> model.run(inputs, outputs));
            }

            <R> R counted(Supplier<R> work) {
                R result = work.get();
                if (closed) {
                    runInClosed.incrementAndGet();
                }
                return result;
            }

            @Override
            public void close() {
                closed = true;
                model.close();
                openBytes.addAndGet(-2 * manifest.size().bytes());
            }
        }

        private final class CountedEmbedding extends Counted implements EmbeddingModel {
            private final EmbeddingModel embedding;

            private CountedEmbedding(OpenModel model, Manifest manifest) {
                super(model, manifest);
                this.embedding = (EmbeddingModel) model;
            }

            @Override
            public TokenIds tokenize(String text) {
                return counted(() -> embedding.tokenize(text));
            }

            @Override
            public float[] embed(TokenIds tokens) {
                return counted(() -> embedding.embed(tokens));
            }
        }
    }
}
