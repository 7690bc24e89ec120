package farebox.training.tabular.tree;

import farebox.training.tabular.Examples;

/** What a model without any question predicts: the share of each class, or the mean. */
final class BaseRates {
    private BaseRates() {}

    static double[] of(Examples examples) {
        NodeSum sum = new NodeSum(examples.task().outputs());
        for (int row = 0; row < examples.size(); row++) {
            sum.add(examples, row);
        }
        return sum.means();
    }
}
