package farebox.training.data;

import farebox.kernel.InvalidRequest;

/** Words for what is wrong with a file, naming the place. */
final class DataFault {
    private DataFault() {}

    static InvalidRequest inFile(String file, String fault) {
        return new InvalidRequest("%s: %s".formatted(file, fault), "data");
    }

    static InvalidRequest atLine(String file, long line, String fault) {
        return new InvalidRequest("%s, line %d: %s".formatted(file, line, fault), "data");
    }

    /** A value as a message shows it: short, and on one line. */
    static String quote(String value) {
        String flat = value.replaceAll("\\s+", " ");
        return "\"" + (flat.length() > 40 ? flat.substring(0, 40) + "…" : flat) + "\"";
    }
}
