package farebox.models;

/** An open model of inputs of one size. */
public interface BatchModel extends Model {
    /** Whether inputs that are run together come out as they do alone, which publishing has found out. */
    boolean batchesAlike();
}
