package farebox.cli.opennlp;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.cli.operator.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A language detector as OpenNLP trains it, such as {@code langdetect-183.bin} of the Maven artifact
 * {@code org.apache.opennlp:opennlp-models-langdetect}.
 */
public final class LanguageDetectorFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_CHARACTERS = 16_384;

    private final Path file;

    public LanguageDetectorFile(Path file) {
        this.file = file;
    }

    /**
     * Writes the detector as a graph that classifies texts, whose tokens are characters.
     *
     * @param folder an empty one; holds what an upload holds afterwards
     * @throws UserError if the file is no language detector
     */
    public void convert(Path folder) throws IOException {
        LanguageWeights learnt = LanguageWeights.read(file);
        CharacterVocabulary vocabulary = new CharacterVocabulary(learnt.ngrams());
        Files.write(folder.resolve("model.onnx"), new LanguageGraph(learnt, vocabulary).toBytes());
        Files.writeString(folder.resolve("tokenizer.json"), vocabulary.tokenizerJson());
        Files.writeString(
                folder.resolve("manifest.json"), manifest(learnt, vocabulary).toString());
    }

    private ObjectNode manifest(LanguageWeights learnt, CharacterVocabulary vocabulary) {
        ObjectNode manifest = JSON.createObjectNode().put("source", "Apache OpenNLP, " + file.getFileName());
        ObjectNode spec = manifest.putObject("spec").put("task", "text-classification");
        spec.putObject("text").put("max_tokens", MAX_CHARACTERS).put("vocabulary", vocabulary.size());
        ArrayNode labels = spec.putObject("scores")
                .put("output", LanguageGraph.OUTPUT)
                .put("activation", "SOFTMAX")
                .putArray("labels");
        learnt.languages().forEach(labels::add);
        return manifest;
    }
}
