package farebox.bench.training;

import java.util.List;

/**
 * How one data set is measured.
 *
 * @param repeats of the cross-validation, each with its own folds
 * @param anchor scikit-learn 1.2.1 with the same protocol
 * @param target the figure to reach
 */
record Protocol(String dataset, int repeats, int folds, String anchor, double target) {
    static List<Protocol> all() {
        return List.of(
                new Protocol("iris", 3, 10, "LR .953, SVC .958", 0.953),
                new Protocol("wine", 3, 10, "LR .983", 0.983),
                new Protocol("breast-cancer", 3, 10, "LR .977", 0.976),
                new Protocol("diabetes", 3, 10, "linear 54.42", 54.5),
                new Protocol("digits", 1, 5, "LR .969, SVC .981, MLP .977", 0.985));
    }
}
