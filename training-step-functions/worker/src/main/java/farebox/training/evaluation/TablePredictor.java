package farebox.training.evaluation;

import farebox.training.data.Table;

/** A model as its users see it: rows of named columns in, one array per row out. */
@FunctionalInterface
public interface TablePredictor {
    double[][] predict(Table table);
}
