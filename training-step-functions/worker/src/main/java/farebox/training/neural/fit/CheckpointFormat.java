package farebox.training.neural.fit;

import farebox.training.neural.Weights;
import farebox.training.neural.fit.TrainingState.Best;
import farebox.training.neural.fit.TrainingState.EpochResult;
import farebox.training.neural.fit.TrainingState.Position;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** The bytes of a training's state: fields in the order of the record, big-endian, tensors by name. */
final class CheckpointFormat {
    private static final int MAGIC = 0x46425843;
    private static final int VERSION = 1;

    private CheckpointFormat() {}

    static void write(TrainingState state, DataOutputStream out) throws IOException {
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.writeUTF(state.settings());
        write(state.position(), out);
        write(state.weights(), out);
        write(state.moments(), out);
        write(state.best(), out);
        out.writeInt(state.history().size());
        for (EpochResult result : state.history()) {
            out.writeInt(result.epoch());
            out.writeDouble(result.loss());
            out.writeDouble(result.metric());
        }
    }

    static TrainingState read(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC || in.readInt() != VERSION) {
            throw new IOException("not a checkpoint of this version");
        }
        return new TrainingState(
                in.readUTF(), readPosition(in), readWeights(in), readWeights(in), readBest(in), readHistory(in));
    }

    private static void write(Position position, DataOutputStream out) throws IOException {
        out.writeLong(position.seed());
        out.writeLong(position.step());
        out.writeInt(position.epoch());
        out.writeInt(position.batch());
        out.writeDouble(position.lossSum());
    }

    private static Position readPosition(DataInputStream in) throws IOException {
        return new Position(in.readLong(), in.readLong(), in.readInt(), in.readInt(), in.readDouble());
    }

    private static void write(Best best, DataOutputStream out) throws IOException {
        out.writeDouble(best.metric());
        out.writeInt(best.epoch());
        out.writeInt(best.epochsSince());
        write(best.weights(), out);
    }

    private static Best readBest(DataInputStream in) throws IOException {
        return new Best(in.readDouble(), in.readInt(), in.readInt(), readWeights(in));
    }

    private static void write(Weights weights, DataOutputStream out) throws IOException {
        out.writeInt(weights.values().size());
        for (Map.Entry<String, float[]> weight : weights.values().entrySet()) {
            out.writeUTF(weight.getKey());
            out.writeInt(weight.getValue().length);
            ByteBuffer bytes = ByteBuffer.allocate(weight.getValue().length * Float.BYTES);
            bytes.asFloatBuffer().put(weight.getValue());
            out.write(bytes.array());
        }
    }

    private static Weights readWeights(DataInputStream in) throws IOException {
        SequencedMap<String, float[]> values = new LinkedHashMap<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            values.put(in.readUTF(), readFloats(in));
        }
        return new Weights(values);
    }

    private static float[] readFloats(DataInputStream in) throws IOException {
        float[] elements = new float[in.readInt()];
        ByteBuffer.wrap(in.readNBytes(elements.length * Float.BYTES))
                .asFloatBuffer()
                .get(elements);
        return elements;
    }

    private static List<EpochResult> readHistory(DataInputStream in) throws IOException {
        List<EpochResult> history = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            history.add(new EpochResult(in.readInt(), in.readDouble(), in.readDouble()));
        }
        return history;
    }
}
