package farebox.inference.generate;

import farebox.inference.BatchTimeEstimator;
import farebox.inference.Computed;
import farebox.inference.TextTokens;
import farebox.kernel.Amounts;
import farebox.kernel.Meter;
import farebox.kernel.TokenCount;
import farebox.models.GenerativeModel;
import farebox.models.ModelSpec;
import farebox.models.TokenIds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** One text, on its way. */
final class Generation {
    private final GenerativeModel model;
    private final ModelSpec.TextGeneration spec;
    private final GenerateCommand command;
    private final InstantSource clock;
    private final TokenRelease release;
    private final TextAssembler assembler;
    private final SplittableRandom random;
    private final List<Generated.Token> tokens = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int count;
    private Duration compute = Duration.ZERO;

    Generation(
            GenerativeModel model,
            ModelSpec.TextGeneration spec,
            GenerateCommand command,
            TokenListener listener,
            InstantSource clock) {
        this.model = model;
        this.spec = spec;
        this.command = command;
        this.clock = clock;
        this.release = new TokenRelease(command.stop(), (token, used) -> {
            tokens.add(token);
            listener.token(token, used);
        });
        this.assembler = new TextAssembler(model);
        this.random = new SplittableRandom(command.sampling().seed());
    }

    Duration compute() {
        return compute;
    }

    Generated run() {
        TokenIds prompt = new TextTokens(model, spec.text())
                .of(List.of(command.prompt()), () -> {})
                .getFirst();
        Instant began = clock.instant();
        Generated.Finish finish = generate(prompt, began);
        compute = Duration.between(began, clock.instant());
        release.all(text, used(prompt, began));
        return new Generated(
                text.toString(),
                tokens,
                finish,
                new TokenCount(prompt.count()),
                new TokenCount(count),
                Computed.in(compute),
                clock.instant());
    }

    /** The last token that fits is generated, though the model could not go on behind it. */
    private Generated.Finish generate(TokenIds prompt, Instant began) {
        int most = Math.min(command.maxTokens(), spec.text().maxTokens() - prompt.count() + 1);
        TokenStream stream = new TokenStream(model, spec);
        TokenIds fresh = prompt;
        while (count < most && isTimeLeft()) {
            TokenScores scores = stream.advance(fresh);
            int token = scores.choose(command.sampling(), random);
            if (add(token, scores)) {
                return Generated.Finish.STOP;
            }
            release.safe(text, used(prompt, began));
            fresh = new TokenIds(new long[] {token});
        }
        text.append(assembler.rest());
        return Generated.Finish.LENGTH;
    }

    private Amounts used(TokenIds prompt, Instant began) {
        return Computed.in(Duration.between(began, clock.instant()))
                .with(Meter.TOKENS_IN, prompt.count())
                .with(Meter.TOKENS_OUT, count);
    }

    /** What was generated until shortly before the deadline is worth more than an error. */
    private boolean isTimeLeft() {
        return count == 0 || command.call().deadline().allows(BatchTimeEstimator.RESPONSE_TIME, clock);
    }

    /** @return whether the text ends with this token */
    private boolean add(int token, TokenScores scores) {
        List<Generated.Candidate> candidates = candidates(scores);
        if (spec.endTokens().contains((long) token)) {
            add(new Generated.Token("", scores.logarithms()[token], candidates));
            return true;
        }
        String piece = assembler.add(token);
        int before = text.length();
        text.append(piece);
        Optional<Integer> stop = stop(before);
        stop.ifPresent(text::setLength);
        String kept = text.substring(Math.min(before, text.length()));
        add(new Generated.Token(kept, scores.logarithms()[token], candidates));
        return stop.isPresent();
    }

    private void add(Generated.Token token) {
        count++;
        release.add(token);
    }

    /** Where the first stop sequence begins, if the newest text completes one. */
    private Optional<Integer> stop(int before) {
        return command.stop().stream()
                .map(sequence -> text.indexOf(sequence, Math.max(0, before - sequence.length() + 1)))
                .filter(at -> at >= 0)
                .min(Integer::compare);
    }

    private List<Generated.Candidate> candidates(TokenScores scores) {
        List<Integer> best = scores.best(command.candidates());
        List<String> texts = assembler.next(best);
        return IntStream.range(0, best.size())
                .mapToObj(i -> new Generated.Candidate(texts.get(i), scores.logarithms()[best.get(i)]))
                .toList();
    }
}
