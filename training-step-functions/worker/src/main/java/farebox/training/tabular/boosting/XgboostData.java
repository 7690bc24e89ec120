package farebox.training.tabular.boosting;

import farebox.training.tabular.Matrix;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Data in XGBoost's own memory, which must be disposed of. */
final class XgboostData {
    private XgboostData() {}

    static DMatrix of(Matrix rows) throws XGBoostError {
        return new DMatrix(rows.toArray(), rows.rows(), rows.columns(), Float.NaN);
    }

    static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
