package farebox.models.onnx;

import farebox.models.BatchModel;

/** An open session over inputs of one size. */
record OnnxBatchModel(OnnxModel graph, boolean batchesAlike) implements BatchModel, GraphModel {}
