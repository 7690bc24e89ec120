package farebox.inference.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import farebox.inference.InMemoryModels;
import farebox.inference.Input;
import farebox.inference.LetterModel;
import farebox.inference.ModelCall;
import farebox.inference.ModelRuns;
import farebox.inference.Statistics;
import farebox.inference.generate.Generated.Finish;
import farebox.kernel.Deadline;
import farebox.kernel.InvalidRequest;
import farebox.kernel.Meter;
import farebox.kernel.MovableClock;
import farebox.kernel.TenantId;
import farebox.models.MaskingRule;
import farebox.models.ModelSpec;
import farebox.models.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GenerateTextTest {
    private static final Sampling GREEDY = new Sampling(0, 1, 0);

    private final MovableClock clock = new MovableClock();
    private final InMemoryModels models =
            new InMemoryModels().add("letters", LetterModel.SPEC, LetterModel.GRAPH, LetterModel::new);
    private final GenerateText generate = new GenerateText(new ModelRuns(models, new Statistics(), clock));

    @Test
    void greedy_takesTheMostProbableToken_andCountsInAndOut() {
        Generated generated = run("abc", 4, GREEDY, List.of());

        assertThat(generated.text()).isEqualTo("defg");
        assertThat(generated.finish()).isEqualTo(Finish.LENGTH);
        assertThat(generated.tokens()).extracting(Generated.Token::text).containsExactly("d", "e", "f", "g");
        assertThat(generated.amounts().of(Meter.TOKENS_IN)).isEqualTo(3);
        assertThat(generated.amounts().of(Meter.TOKENS_OUT)).isEqualTo(4);
    }

    @Test
    void anEndToken_endsTheText_andIsCounted() {
        Generated generated = run("{", 9, GREEDY, List.of());

        assertThat(generated.text()).isEqualTo("|}");
        assertThat(generated.finish()).isEqualTo(Finish.STOP);
        assertThat(generated.completion().count()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"def, ''", "ef, d", "f, de", "fgh, de"})
    void aStopSequence_isLeftOut_evenAcrossTokens(String stop, String text) {
        Generated generated = run("abc", 20, GREEDY, List.of("zzz", stop));

        assertThat(generated.text()).isEqualTo(text);
        assertThat(generated.finish()).isEqualTo(Finish.STOP);
    }

    @Test
    void theText_endsWhereTheModelSeesNoMore() {
        Generated generated = run("0".repeat(LetterModel.MAX_TOKENS - 2), 100, GREEDY, List.of());

        assertThat(generated.text()).isEqualTo("123");
        assertThat(generated.finish()).isEqualTo(Finish.LENGTH);
    }

    @Test
    void aLongPrompt_isRefused() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> run("0".repeat(LetterModel.MAX_TOKENS + 1), 1, GREEDY, List.of()))
                .satisfies(e -> assertThat(e.code()).isEqualTo("context_length_exceeded"));
    }

    @Test
    void aModelOfOtherTask_isRefused() {
        models.add(InMemoryModels.MINI, "v1", "champion");

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> generate.run(command("mini", "a", 1, GREEDY, List.of())))
                .withMessageContaining("text-embedding");
    }

    @Test
    void oneSeed_isOneText_andSeedsDiffer() {
        List<String> texts = LongStream.range(0, 40)
                .mapToObj(seed ->
                        run("abc", 8, new Sampling(1, 1, seed), List.of()).text())
                .toList();

        assertThat(run("abc", 8, new Sampling(1, 1, 7), List.of()).text()).isEqualTo(texts.get(7));
        assertThat(Set.copyOf(texts)).hasSizeGreaterThan(20);
    }

    /** The two likeliest of 256 tokens have 32 and 12 percent. */
    @Test
    void aSmallTopP_leavesTheMostProbableTokensAlone() {
        assertThat(nextTokens(new Sampling(1, 0.3, 0))).containsExactly("b");
        assertThat(nextTokens(new Sampling(1, 0.4, 0))).containsExactlyInAnyOrder("b", "c");
        assertThat(nextTokens(new Sampling(1, 1, 0))).hasSizeGreaterThan(2);
        assertThat(nextTokens(new Sampling(0.05, 1, 0))).containsExactly("b");
    }

    @Test
    void probabilities_areToldForThePlaces() {
        GenerateCommand command = new GenerateCommand(call("letters"), new Input.Text("a"), 1, GREEDY, List.of(), 2);

        Generated.Token token = generate.run(command).tokens().getFirst();

        assertThat(token.logarithm()).isCloseTo(5 - Math.log(Math.exp(5) + Math.exp(4) + 254), within(1e-9));
        assertThat(token.best()).extracting(Generated.Candidate::text).containsExactly("b", "c");
        assertThat(token.best().getFirst().logarithm()).isEqualTo(token.logarithm());
    }

    /** A tokenizer of words writes a space before a word that is not the first. */
    @Test
    void candidates_readAsTheyWouldInTheirPlace() {
        models.add("spaced", LetterModel.SPEC, LetterModel.GRAPH, card -> new LetterModel(card) {
            @Override
            public String decode(long[] tokens) {
                return String.join(" ", super.decode(tokens).split("", -1)).strip();
            }
        });
        GenerateCommand command = new GenerateCommand(call("spaced"), new Input.Text("a"), 3, GREEDY, List.of(), 2);

        List<Generated.Token> tokens = generate.run(command).tokens();

        assertThat(tokens).extracting(Generated.Token::text).containsExactly("b", " c", " d");
        assertThat(tokens)
                .allSatisfy(token -> assertThat(token.best().getFirst().text()).isEqualTo(token.text()));
    }

    @Test
    void whatARuleFinds_isMasked_andItsTokensAreNotTold() {
        ModelSpec.TextGeneration plain = (ModelSpec.TextGeneration) LetterModel.SPEC;
        ModelSpec masking = new ModelSpec.TextGeneration(
                plain.text(), plain.logits(), plain.endTokens(), List.of(MaskingRule.values()));
        models.add("masked", masking, LetterModel.GRAPH, card -> new LetterModel(card) {
            @Override
            public String decode(long[] tokens) {
                return tokens.length == 0 ? "" : "x@y.example " + super.decode(tokens);
            }
        });

        Generated generated = generate.run(command("masked", "abc", 1, GREEDY, List.of()));

        assertThat(generated.text()).isEqualTo("[EMAIL] d");
        assertThat(generated.tokens()).isEmpty();
        assertThat(generated.completion().count()).isOne();
    }

    @Test
    void aTokenAmidACharacter_waitsForTheRest() {
        TextAssembler assembler =
                new TextAssembler(new LetterModel(call("letters").card()));

        assertThat(assembler.add('a')).isEqualTo("a");
        assertThat(assembler.add(0xc3)).isEmpty();
        assertThat(assembler.add(0xa4)).isEqualTo("\u00e4");
        assertThat(assembler.add(0xe2)).isEmpty();
        assertThat(assembler.rest()).isEqualTo("\ufffd");
    }

    private Set<String> nextTokens(Sampling sampling) {
        return LongStream.range(0, 300)
                .mapToObj(seed -> run("a", 1, new Sampling(sampling.temperature(), sampling.topP(), seed), List.of())
                        .text())
                .collect(Collectors.toSet());
    }

    private Generated run(String prompt, int tokens, Sampling sampling, List<String> stop) {
        return generate.run(command("letters", prompt, tokens, sampling, stop));
    }

    private GenerateCommand command(String model, String prompt, int tokens, Sampling sampling, List<String> stop) {
        return new GenerateCommand(call(model), new Input.Text(prompt), tokens, sampling, stop, 0);
    }

    private ModelCall call(String model) {
        return new ModelCall(
                new TenantId("demo"),
                models.find(InMemoryModels.ref("public", model), Selector.champion())
                        .orElseThrow(),
                Deadline.after(Duration.ofSeconds(20), clock));
    }
}
