package farebox.training.pipeline.models;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.inference.ModelCall;
import farebox.inference.ModelRuns;
import farebox.inference.Predict;
import farebox.inference.Predictions.Prediction;
import farebox.inference.Statistics;
import farebox.inference.TableInput;
import farebox.inference.predict.RowsRequest;
import farebox.kernel.Deadline;
import farebox.models.Columns;
import farebox.models.Manifest;
import farebox.models.Models;
import farebox.training.pipeline.EvaluateModel;
import farebox.training.pipeline.HeldOutRows;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Predicts as a request for predictions does, a part of the rows at a time. */
public final class ServedPredictor implements EvaluateModel.Predictor {
    private static final Duration TIME = Duration.ofMinutes(5);

    private final Predict predict;
    private final InstantSource clock;

    public ServedPredictor(Models models, InstantSource clock) {
        this.predict = new Predict(new ModelRuns(models, new Statistics(), clock));
        this.clock = clock;
    }

    @Override
    public List<Prediction> predict(Manifest version, HeldOutRows rows) {
        Columns columns = TableInput.columns(version.card())
                .orElseThrow(() -> new IllegalArgumentException("no model of tables: " + version.ref()));
        ModelCall call = new ModelCall(version.ref().owner(), version.card(), Deadline.after(TIME, clock));
        List<Prediction> predictions = new ArrayList<>();
        for (int from = 0; from < rows.targets().size(); from += TableInput.MAX_ROWS) {
            TableInput table = new RowsRequest(version.card(), columns).table(part(rows.rows(), columns, from));
            predictions.addAll(predict.rows(call, table).list());
        }
        return predictions;
    }

    private static ArrayNode part(ArrayNode rows, Columns columns, int from) {
        ArrayNode part = JsonNodeFactory.instance.arrayNode();
        for (int row = from; row < Math.min(rows.size(), from + TableInput.MAX_ROWS); row++) {
            ObjectNode values = part.addObject();
            for (Columns.Column column : columns.list()) {
                values.set(column.name(), rows.get(row).get(column.name()));
            }
        }
        return part;
    }
}
