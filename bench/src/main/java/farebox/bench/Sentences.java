package farebox.bench;

import java.util.List;

/** Texts as people send them, from a few words to a paragraph. */
final class Sentences {
    static final List<String> ALL = List.of(
            "The cat sits on the mat.",
            "How do I reset my password?",
            "Delivery was two days late and the box was damaged.",
            "A sentence embedding maps a text to a vector, so that texts which mean the same lie close together.",
            "Invoice 4711 of last month is still open; please pay it by the end of the week.",
            "Rain in the north, sun in the south, and a light wind from the west all afternoon.",
            "The committee met on Tuesday, heard both sides for three hours, and put off its decision until the report "
                    + "about the bridge, which the engineers had promised for spring, lies before it.",
            "cheap flights to Lisbon");

    private Sentences() {}
}
