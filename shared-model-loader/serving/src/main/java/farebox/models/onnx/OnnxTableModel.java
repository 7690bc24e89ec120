package farebox.models.onnx;

import farebox.models.ExplainableModel;

/** An open session and the rows that predictions are compared with. */
record OnnxTableModel(OnnxModel graph, byte[] background) implements ExplainableModel, GraphModel {}
