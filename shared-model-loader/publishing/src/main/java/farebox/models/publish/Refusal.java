package farebox.models.publish;

import farebox.kernel.InvalidRequest;

/**
 * Why a model is not published.
 *
 * @param rule stable name of what it breaks, such as {@code onnx_external_data}
 * @param file at fault
 * @param place in the file, such as {@code graph.node[3].attribute[0]}; empty if the whole file is
 * @param message in words, with what to do
 */
public record Refusal(String rule, String file, String place, String message) {
    /** The rule of a graph that the engine does not run as the spec says. */
    private static final String TRIAL = "trial";

    private static final String SEPARATOR = ": ";

    /** Where something is wrong, as the parameter of an {@link InvalidRequest}. */
    public static String place(String file, String place) {
        return place.isEmpty() ? file : file + SEPARATOR + place;
    }

    public static InvalidRequest invalid(String rule, String file, String place, String message) {
        return new InvalidRequest(message, place(file, place), rule);
    }

    /** The same fault, in a file, unless it names a place of its own. */
    public static InvalidRequest in(String file, InvalidRequest e) {
        return e.param().isPresent() ? e : new InvalidRequest(e.detail(), file, e.code());
    }

    /** A fault that names no place is the graph's. */
    public static Refusal of(InvalidRequest e) {
        String param = e.param().orElse(PublicationFolder.GRAPH);
        int end = param.indexOf(SEPARATOR);
        return new Refusal(
                e.code().equals(InvalidRequest.INVALID_VALUE) ? TRIAL : e.code(),
                end < 0 ? param : param.substring(0, end),
                end < 0 ? "" : param.substring(end + SEPARATOR.length()),
                e.detail());
    }
}
