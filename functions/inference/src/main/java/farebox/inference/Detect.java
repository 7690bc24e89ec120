package farebox.inference;

/** The tasks that find something in images or audio. */
public record Detect(DetectObjects objects, DetectVoice voice, ReadText text) {
    public static Detect over(ModelRuns runs) {
        return new Detect(new DetectObjects(runs), new DetectVoice(runs), new ReadText(runs));
    }
}
