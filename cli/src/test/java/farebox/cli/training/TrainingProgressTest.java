package farebox.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.cli.training.TrainingEvent.EpochFinished;
import farebox.cli.training.TrainingEvent.PhaseStarted;
import farebox.cli.training.TrainingEvent.Score;
import farebox.cli.training.TrainingEvent.TrialFinished;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class TrainingProgressTest {
    private static final EpochFinished EPOCH = new EpochFinished(3, 12, 0.25, new Score("accuracy", 0.9), 95);

    private final StringWriter written = new StringWriter();

    @Test
    void parse_readsWhatTheWorkerPrints() {
        assertThat(TrainingEvent.parse("""
                        {"event":"epoch_finished","epoch":3,"epochs":12,"loss":0.25,"metric":"accuracy","score":0.9,\
                        "percent":25,"seconds_left":95.0,"seconds":31.0}""")).contains(EPOCH);
        assertThat(TrainingEvent.parse("{\"event\":\"phase_started\",\"phase\":\"read\",\"seconds\":0.1}"))
                .contains(new PhaseStarted("read"));
        assertThat(TrainingEvent.parse("metric accuracy=0.9;")).isEmpty();
        assertThat(TrainingEvent.parse("{\"event\":\"metric_measured\"}")).isEmpty();
        assertThat(TrainingEvent.parse("{\"event\"")).isEmpty();
    }

    @Test
    void show_schema_listsTypesUsesAndCategories() {
        view(false).show(TrainingEvent.parse("""
                        {"event":"schema_read","data":"mails.csv","rows":1200,"columns":25,"schema":[\
                        {"name":"y","type":"category","use":"target","declared":false,"missing":0,"distinct":2,\
                        "categories":{"ham":700,"spam":500}},\
                        {"name":"length","type":"number","use":"feature","declared":true,"missing":3},\
                        {"name":"id","type":"category","use":"names rows","declared":false,"missing":0}]}""").orElseThrow());

        assertThat(written.toString()).isEqualTo("""
                  mails.csv: 1,200 rows
                  y       category, target, 2 categories: ham 700, spam 500
                  length  number (declared), missing in 3 rows
                  id      category, names rows
                  and 22 more columns
                """);
    }

    @Test
    void show_onATerminal_movesABar() {
        TrainingView view = view(true);

        view.show(EPOCH);
        view.show(new PhaseStarted("evaluate"));

        assertThat(written.toString())
                .isEqualTo("\r\u001b[K  " + "█".repeat(7) + "░".repeat(23)
                        + " epoch 3/12  loss 0.2500  accuracy 0.9000  1:35 min left\nevaluate\n");
    }

    @Test
    void show_elsewhere_writesLines() {
        TrainingView view = view(false);

        view.show(new TrialFinished(2, 14, "svm common cost=10", new Score("accuracy", 0.95)));
        view.show(EPOCH);
        view.end();

        assertThat(written.toString()).isEqualTo("""
                  candidate 2/14  accuracy 0.9500  svm
                  epoch 3/12  loss 0.2500  accuracy 0.9000  1:35 min left
                """);
    }

    @Test
    void show_note_namesTheField() {
        view(false)
                .show(TrainingEvent.parse(
                                "{\"event\":\"note_added\",\"field\":\"budget.seconds\",\"note\":\"used up\"}")
                        .orElseThrow());

        assertThat(written.toString()).isEqualTo("  budget.seconds: used up\n");
    }

    @Test
    void lossCurve_fallsFromTheUpperLeft() {
        LossCurve curve = new LossCurve();
        for (int epoch = 0; epoch < 100; epoch++) {
            curve.add(100 - epoch);
        }

        assertThat(curve.lines()).hasSize(10);
        assertThat(curve.lines().getFirst()).startsWith("  100.0000 │•").doesNotEndWith(" ");
        assertThat(curve.lines().get(7)).startsWith("    1.0000 │").endsWith("•");
        assertThat(curve.lines().getLast()).endsWith("loss of epoch 1 to 100");
    }

    @Test
    void lossCurve_ofTwoEpochs_isNone() {
        LossCurve curve = new LossCurve();
        curve.add(2);
        curve.add(1);

        assertThat(curve.lines()).isEmpty();
    }

    private TrainingView view(boolean terminal) {
        return new TrainingView(new PrintWriter(written), terminal);
    }
}
