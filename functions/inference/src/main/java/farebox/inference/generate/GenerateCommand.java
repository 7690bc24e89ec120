package farebox.inference.generate;

import farebox.inference.Input;
import farebox.inference.ModelCall;
import java.util.List;

/**
 * @param prompt what the text follows
 * @param maxTokens the most tokens to generate; fewer where the model can see no more
 * @param stop sequences before which the text ends
 * @param candidates how many of the most probable tokens are told for each place
 */
public record GenerateCommand(
        ModelCall call, Input prompt, int maxTokens, Sampling sampling, List<String> stop, int candidates) {
    public GenerateCommand {
        stop = List.copyOf(stop);
    }
}
