package farebox.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.kernel.DataCorrupted;
import farebox.kernel.Deadline;
import farebox.kernel.InvalidRequest;
import farebox.kernel.MovableClock;
import farebox.kernel.NotFound;
import farebox.kernel.PayloadTooLarge;
import farebox.kernel.TenantId;
import farebox.models.EmbeddingModel;
import farebox.models.ModelCard;
import farebox.models.TokenIds;
import farebox.models.tensor.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EmbedTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final Input CAT = new Input.Text("The cat sits on the mat.");

    /** The clock moves with each run, which is deterministic on one thread only. */
    private static final Workers ONE_WORKER = new Workers(1);

    private final MovableClock clock = new MovableClock();
    private final AtomicInteger runs = new AtomicInteger();
    private Duration perRun = Duration.ofMillis(5);
    private final InMemoryModels models = new InMemoryModels()
            .add(
                    InMemoryModels.MINI,
                    "v1",
                    "champion",
                    card -> new WordModel(card, () -> {
                        runs.incrementAndGet();
                        clock.advance(perRun);
                    }));
    private final Statistics statistics = new Statistics();
    private final Embed embed = new Embed(new ModelRuns(models, statistics, clock), ONE_WORKER);
    private final ModelCard card =
            new Catalog(models, clock).choose(ACME, "mini").card();

    @Test
    void run_embedsEveryInputInOrder() {
        Embeddings both = run(CAT, new Input.Text("another"));

        assertThat(both.vectors().get(0)).isEqualTo(run(CAT).vectors().getFirst());
        assertThat(both.vectors().get(1))
                .isEqualTo(run(new Input.Text("another")).vectors().getFirst());
    }

    @Test
    void run_countsTokensSpecialOnesIncluded() {
        assertThat(run(CAT).tokenCount().count()).isEqualTo(9);
        assertThat(run(CAT, CAT).tokenCount().count()).isEqualTo(18);
    }

    @Test
    void run_timesThePredictionsAlone() {
        assertThat(run(CAT, CAT).compute()).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void run_runsTextsOfOneLengthTogetherWhereTheModelAllowsIt() {
        List<Integer> batches = new ArrayList<>();
        InMemoryModels batching =
                new InMemoryModels().add(InMemoryModels.MINI, "v1", "champion", card -> new BatchModel(card, batches));
        Embed together = new Embed(new ModelRuns(batching, statistics, clock), ONE_WORKER);
        Input other = new Input.Text("A cat sat on the mats.");

        Embeddings vectors = together.run(new EmbedCommand(
                ACME, card, List.of(CAT, new Input.Text("cat"), other, CAT), in(Duration.ofSeconds(20))));

        assertThat(batches).containsExactly(2, 1, 1);
        assertThat(vectors.vectors())
                .containsExactlyElementsOf(
                        run(CAT, new Input.Text("cat"), other, CAT).vectors());
    }

    /** Takes two texts of one length at a time. */
    private record BatchModel(WordModel model, List<Integer> batches) implements EmbeddingModel {
        BatchModel(ModelCard card, List<Integer> batches) {
            this(new WordModel(card, () -> {}), batches);
        }

        @Override
        public int maxBatch(int length) {
            return 2;
        }

        @Override
        public List<float[]> embedBatch(List<TokenIds> texts) {
            batches.add(texts.size());
            return texts.stream().map(model::embed).toList();
        }

        @Override
        public float[] embed(TokenIds tokens) {
            return model.embed(tokens);
        }

        @Override
        public TokenIds tokenize(String text) {
            return model.tokenize(text);
        }

        @Override
        public ModelCard card() {
            return model.card();
        }

        @Override
        public List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
            return model.run(inputs, outputs);
        }
    }

    @Test
    void run_takesTokensAsTheyAre() {
        TokenIds tokens = new WordModel(card, () -> {}).tokenize("The cat sits on the mat.");

        assertThat(run(new Input.Tokenized(tokens)).vectors().getFirst())
                .isEqualTo(run(CAT).vectors().getFirst());
    }

    @Test
    void run_takesTheLongestTextAndRefusesALongerOne() {
        Input longest = new Input.Text("word ".repeat(14));
        Input longer = new Input.Text("word ".repeat(15));

        assertThat(run(longest).tokenCount().count()).isEqualTo(16);
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> run(longest, longer))
                .withMessageContaining("16 tokens")
                .withMessageContaining("input 1 has 17")
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("context_length_exceeded"))
                .satisfies(refusal -> assertThat(refusal.param()).contains("input"));
        assertThat(runs).hasValue(1);
    }

    @Test
    void run_refusesAVeryLongTextByItsBeginning() {
        Input veryLong = new Input.Text("word ".repeat(1_000_000));

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> run(CAT, veryLong))
                .withMessageContaining("16 tokens, and the first 200000 characters of input 1 have 40002")
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("context_length_exceeded"));
    }

    @Test
    void run_takesAVeryLongTextOfFewTokens() {
        assertThat(run(new Input.Text("w".repeat(1_000_000))).tokenCount().count())
                .isEqualTo(3);
        assertThat(run(new Input.Text("\ud83d\ude00".repeat(100_001)))
                        .tokenCount()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void run_refusesMoreTokenIdsThanTheModelReads() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> run(tokens(new long[17])))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("context_length_exceeded"));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 30_522, Long.MAX_VALUE, Long.MIN_VALUE})
    void run_refusesTokenIdsOutsideTheVocabulary(long id) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> run(tokens(101, id, 102)))
                .withMessageContaining("0 to 30521");
        assertThat(runs).hasValue(0);
    }

    @Test
    void run_takesTheEdgesOfTheVocabulary() {
        assertThat(run(tokens(0, 30_521)).tokenCount().count()).isEqualTo(2);
    }

    @Test
    void run_refusesMoreTokensThanACallMayHave() {
        long[] most = new long[16];
        List<Input> inputs = Collections.nCopies(300_000 / 16 + 1, tokens(most));

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> embed.run(new EmbedCommand(ACME, card, inputs, in(Duration.ofHours(1)))))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("max_tokens_per_request"));
        assertThat(runs).hasValue(0);
    }

    @Test
    void run_withoutTimeToAnswer_runsNothing() {
        assertThatExceptionOfType(PayloadTooLarge.class)
                .isThrownBy(() -> embed.run(new EmbedCommand(ACME, card, List.of(CAT), in(Duration.ofMillis(499)))));
        assertThat(runs).hasValue(0);
    }

    @Test
    void run_onSeveralWorkersEmbedsEveryInputInOrder() {
        List<Input> batch = IntStream.range(0, 50)
                .<Input>mapToObj(i -> new Input.Text("word ".repeat(1 + i % 9)))
                .toList();
        EmbedCommand command = new EmbedCommand(ACME, card, batch, in(Duration.ofSeconds(5)));

        Embeddings several = new Embed(new ModelRuns(models, statistics, clock), new Workers(4)).run(command);

        assertThat(several.vectors())
                .containsExactlyElementsOf(embed.run(command).vectors());
        assertThat(models.leases()).isZero();
    }

    @Test
    void run_stopsBetweenInputsOnceTheDeadlineIsNear() {
        perRun = Duration.ofMillis(300);

        assertThatExceptionOfType(PayloadTooLarge.class)
                .isThrownBy(() ->
                        embed.run(new EmbedCommand(ACME, card, List.of(CAT, CAT, CAT), in(Duration.ofSeconds(1)))))
                .withMessageContaining("split");
        assertThat(runs).hasValue(2);
    }

    @Test
    void run_stopsAsSoonAsThePaceTellsThatABatchIsTooLarge() {
        perRun = Duration.ofMillis(100);
        List<Input> tenSeconds = Collections.nCopies(100, CAT);

        assertThatExceptionOfType(PayloadTooLarge.class)
                .isThrownBy(() -> embed.run(new EmbedCommand(ACME, card, tenSeconds, in(Duration.ofSeconds(5)))));
        assertThat(runs).hasValue(6);
    }

    @Test
    void run_finishesABatchThatFits() {
        perRun = Duration.ofMillis(100);
        List<Input> tenSeconds = Collections.nCopies(100, CAT);

        assertThat(embed.run(new EmbedCommand(ACME, card, tenSeconds, in(Duration.ofMillis(10_500))))
                        .vectors())
                .hasSize(100);
    }

    @Test
    void run_doesNotJudgeAPaceByAColdFirstInput() {
        Duration[] times = {Duration.ofSeconds(3)};
        InMemoryModels cold = new InMemoryModels()
                .add(
                        InMemoryModels.MINI,
                        "v1",
                        "champion",
                        same -> new WordModel(same, () -> {
                            clock.advance(times[0]);
                            times[0] = Duration.ofMillis(10);
                        }));
        List<Input> batch = IntStream.range(0, 100).mapToObj(_ -> CAT).toList();

        assertThat(new Embed(new ModelRuns(cold, statistics, clock), ONE_WORKER)
                        .run(new EmbedCommand(ACME, card, batch, in(Duration.ofSeconds(5))))
                        .vectors())
                .hasSize(100);
    }

    @Test
    void run_neverGivesOutWhatIsNotANumber() {
        InMemoryModels broken = new InMemoryModels().add(InMemoryModels.MINI, "v1", "champion", NotANumber::new);

        assertThatExceptionOfType(DataCorrupted.class)
                .isThrownBy(() -> new Embed(new ModelRuns(broken, statistics, clock), ONE_WORKER)
                        .run(new EmbedCommand(ACME, card, List.of(CAT), in(Duration.ofSeconds(5)))));
    }

    @Test
    void run_givesEveryLeaseBack() {
        run(CAT);
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> run(tokens(-1)));

        assertThat(models.leases()).isZero();
    }

    @Test
    void run_countsAnswersAndFailuresOfEachTenantApart() {
        run(CAT, CAT);
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> run(tokens(-1)));

        assertThat(statistics.of(ACME, card).now())
                .isEqualTo(
                        new Statistics.Snapshot(1, 2, Duration.ofMillis(10), Duration.ofMillis(10), 1, Duration.ZERO));
        assertThat(statistics.of(new TenantId("other"), card).now().calls()).isZero();
    }

    @Test
    void run_aModelThatHasGone_isNotFound() {
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> new Embed(new ModelRuns(new InMemoryModels(), statistics, clock), ONE_WORKER)
                        .run(new EmbedCommand(ACME, card, List.of(CAT), in(Duration.ofSeconds(5)))));
    }

    @Test
    void text_withHalfACharacterOrNone_isRefused_andNamesItsIndex() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> Input.text("a\ud83d", 7))
                .withMessageContaining("input 7 has half a character");
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> Input.text("", 3))
                .withMessageContaining("input 3 is empty");
        assertThat(Input.text("a\ud83d\ude00", 0)).isEqualTo(new Input.Text("a\ud83d\ude00"));
    }

    /** Each thread waits inside a prediction until all are in one. */
    @Test
    void run_usesEveryThread_andKeepsTheOrder() {
        CyclicBarrier all = new CyclicBarrier(3);
        InMemoryModels meeting = new InMemoryModels()
                .add(InMemoryModels.MINI, "v1", "champion", ofCard -> new WordModel(ofCard, () -> meet(all)));
        Embed parallel = new Embed(new ModelRuns(meeting, statistics, clock), new Workers(3));
        List<Input> texts = IntStream.range(0, 9)
                .<Input>mapToObj(i -> new Input.Text("text " + i))
                .toList();

        List<float[]> vectors = parallel.run(new EmbedCommand(ACME, card, texts, in(Duration.ofSeconds(20))))
                .vectors();

        for (int i = 0; i < texts.size(); i++) {
            assertThat(vectors.get(i)).isEqualTo(run(texts.get(i)).vectors().getFirst());
        }
    }

    private static void meet(CyclicBarrier all) {
        try {
            all.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("fewer threads than expected", e);
        }
    }

    private Embeddings run(Input... inputs) {
        return embed.run(new EmbedCommand(ACME, card, List.of(inputs), in(Duration.ofSeconds(20))));
    }

    private Deadline in(Duration wait) {
        return Deadline.after(wait, clock);
    }

    private static Input tokens(long... ids) {
        return new Input.Tokenized(new TokenIds(ids));
    }

    private record NotANumber(ModelCard card) implements EmbeddingModel {
        @Override
        public TokenIds tokenize(String text) {
            return new TokenIds(new long[] {1});
        }

        @Override
        public List<Tensor> run(List<Tensor> inputs, List<String> outputs) {
            throw new UnsupportedOperationException();
        }

        @Override
        public float[] embed(TokenIds tokens) {
            return new float[] {Float.NaN};
        }
    }
}
