package farebox.training.tabular.svm;

/** The pairs of classes in the order (0, 1), (0, 2), …, (1, 2), …: the first of a pair is the one of lower index. */
record ClassPairs(int classes) {
    int count() {
        return classes * (classes - 1) / 2;
    }

    /** The pair of two classes, the lower one first. */
    int of(int first, int second) {
        return first * (2 * classes - first - 1) / 2 + second - first - 1;
    }

    int first(int pair) {
        int first = 0;
        while (of(first, classes - 1) < pair) {
            first++;
        }
        return first;
    }

    int second(int pair) {
        int first = first(pair);
        return pair - of(first, first + 1) + first + 1;
    }
}
