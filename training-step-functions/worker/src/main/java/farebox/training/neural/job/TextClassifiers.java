package farebox.training.neural.job;

import farebox.training.neural.text.SentenceEncoder;
import farebox.training.neural.text.TextClassifier;
import farebox.training.progress.ProgressEvent.PhaseStarted;
import farebox.training.tabular.ParameterValues;
import farebox.training.tabular.TrainingContext;
import farebox.training.tabular.linear.LogisticFamily;
import farebox.training.text.BagOfWords;
import farebox.training.text.Texts;
import java.util.List;

/** Trains a classifier of texts, of the family that a spec names. */
record TextClassifiers(TrainingContext context) {
    ClassifierOfTexts train(TextSpec spec, Texts texts) {
        return switch (spec.kind()) {
            case BAG_OF_WORDS -> bagOfWords(spec, texts);
            case TEXT_CLASSIFIER -> onSentences(spec, texts);
            case TEXT_TRANSFORMER -> new TrainTextTransformer(context).run(spec, texts);
            case WORD_EMBEDDINGS, LANGUAGE_MODEL ->
                throw new IllegalArgumentException(spec.family() + " does not classify");
        };
    }

    private ClassifierOfTexts bagOfWords(TextSpec spec, Texts texts) {
        BagOfWords trained = new TrainBagOfWords(context).run(spec, texts);
        return new ClassifierOfTexts(
                trained.toGraph(),
                trained.tokenizerJson(),
                trained.input(),
                trained::tokenCount,
                trained::predict,
                trained::serve,
                trained::close);
    }

    private ClassifierOfTexts onSentences(TextSpec spec, Texts texts) {
        ParameterValues.of(spec.family(), List.of(), spec.parameters());
        SentenceEncoder encoder = SentenceEncoder.miniLm();
        context.progress().report(new PhaseStarted("fit text_classifier"));
        TextClassifier trained = TextClassifier.train(encoder, new LogisticFamily(), texts, context);
        return new ClassifierOfTexts(
                trained.toGraph(),
                encoder.tokenizerJson(),
                encoder.input(),
                encoder::tokenCount,
                trained::predict,
                trained::serve,
                encoder::close);
    }
}
