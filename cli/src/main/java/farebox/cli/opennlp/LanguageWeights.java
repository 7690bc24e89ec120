package farebox.cli.opennlp;

import farebox.cli.operator.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import opennlp.tools.langdetect.LanguageDetectorModel;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.ml.model.Context;

/**
 * What a maximum entropy model has learnt: what each n-gram of characters adds to the scores of languages.
 *
 * @param languages as ISO 639-3 codes
 * @param ngrams of one to three characters, the shortest first
 * @param rows one for each n-gram: positions in {@code languages} and what they get
 */
record LanguageWeights(List<String> languages, List<String> ngrams, List<Context> rows) {

    /** @throws UserError if the file is no language detector of OpenNLP */
    static LanguageWeights read(Path file) {
        try {
            return of((AbstractModel) new LanguageDetectorModel(file.toFile()).getMaxentModel());
        } catch (IOException | RuntimeException e) {
            // The library reports a file of another kind by whatever it ran into.
            throw new UserError(file + " is no language detector of OpenNLP, such as langdetect-183.bin", e);
        }
    }

    @SuppressWarnings("unchecked")
    private static LanguageWeights of(AbstractModel model) {
        Object[] parts = model.getDataStructures();
        Map<String, Context> learnt = (Map<String, Context>) parts[1];
        List<String> ngrams = learnt.keySet().stream()
                .sorted(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()))
                .toList();
        List<Context> rows =
                ngrams.stream().map(learnt::get).map(Objects::requireNonNull).toList();
        return new LanguageWeights(List.of((String[]) parts[2]), ngrams, rows);
    }
}
