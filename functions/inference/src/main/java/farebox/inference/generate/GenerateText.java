package farebox.inference.generate;

import farebox.inference.ModelRuns;
import farebox.inference.masking.TextMask;
import farebox.kernel.InvalidRequest;
import farebox.models.GenerativeModel;
import farebox.models.ModelSpec;

/** Lets a text go on. */
public final class GenerateText {
    private final ModelRuns runs;

    public GenerateText(ModelRuns runs) {
        this.runs = runs;
    }

    /**
     * What the model's masking rules find is masked; the tokens of such a text are not told.
     *
     * @throws InvalidRequest if the model generates no text, or the prompt is longer than it can see
     */
    public Generated run(GenerateCommand command) {
        ModelSpec.TextGeneration spec = command.call().require(ModelSpec.TextGeneration.class);
        return runs.run(command.call(), GenerativeModel.class, model -> {
            Generation generation = new Generation(model, spec, command, runs.clock());
            Generated generated = generation.run();
            String masked = new TextMask(spec.masking()).apply(generated.text());
            return new ModelRuns.Done<>(generated.withText(masked), 1, generation.compute());
        });
    }
}
