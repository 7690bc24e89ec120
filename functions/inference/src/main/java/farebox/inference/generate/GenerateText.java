package farebox.inference.generate;

import farebox.inference.ModelRuns;
import farebox.kernel.InvalidRequest;
import farebox.models.GenerativeModel;
import farebox.models.ModelSpec;

/** Lets a text go on. */
public final class GenerateText {
    private final ModelRuns runs;

    public GenerateText(ModelRuns runs) {
        this.runs = runs;
    }

    /** @throws InvalidRequest if the model generates no text, or the prompt is longer than it can see */
    public Generated run(GenerateCommand command) {
        ModelSpec.TextGeneration spec = command.call().require(ModelSpec.TextGeneration.class);
        return runs.run(command.call(), GenerativeModel.class, model -> {
            Generation generation = new Generation(model, spec, command, runs.clock());
            Generated generated = generation.run();
            return new ModelRuns.Done<>(generated, 1, generation.compute());
        });
    }
}
