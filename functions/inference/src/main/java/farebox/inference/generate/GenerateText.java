package farebox.inference.generate;

import farebox.inference.ModelRuns;
import farebox.inference.masking.TextMask;
import farebox.kernel.InvalidRequest;
import farebox.models.GenerativeModel;
import farebox.models.ModelSpec;
import java.time.InstantSource;

/** Lets a text go on. */
public final class GenerateText {
    private final ModelRuns runs;

    public GenerateText(ModelRuns runs) {
        this.runs = runs;
    }

    public InstantSource clock() {
        return runs.clock();
    }

    /**
     * What the model's masking rules find is masked; the tokens of such a text are not told.
     *
     * @throws InvalidRequest if the model generates no text, or the prompt is longer than it can see
     */
    public Generated run(GenerateCommand command) {
        return run(command, TokenListener.NONE);
    }

    /**
     * The same, with someone who is told each token as soon as its text is final. A model with masking rules has no
     * such tokens until the text is whole, since a rule may find what only a later token completes.
     */
    public Generated run(GenerateCommand command, TokenListener listener) {
        ModelSpec.TextGeneration spec = command.call().require(ModelSpec.TextGeneration.class);
        return runs.run(command.call(), GenerativeModel.class, model -> {
            TokenListener told = spec.masking().isEmpty() ? listener : TokenListener.NONE;
            Generation generation = new Generation(model, spec, command, told, runs.clock());
            Generated generated = generation.run();
            Generated masked = generated.withText(new TextMask(spec.masking()).apply(generated.text()));
            if (told == TokenListener.NONE) {
                masked.tokens().forEach(token -> listener.token(token, masked.amounts()));
            }
            return new ModelRuns.Done<>(masked, 1, generation.compute());
        });
    }
}
