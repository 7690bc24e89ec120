package farebox.models;

/** An open model of tables that keeps rows with which a prediction can be compared. */
public interface ExplainableModel extends Model {
    /** {@code {"rows": [{column: value}]}}, as requests write rows. */
    byte[] background();
}
