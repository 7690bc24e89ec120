package farebox.training.tabular.svm;

import libsvm.svm_model;

/**
 * Reads the coefficients of each pair of classes from LIBSVM's model. There the classes stand in the order of their
 * first rows, support vectors lie class by class, and a vector of the i-th class has its coefficient against the j-th
 * in row {@code j - 1} of {@code sv_coef} if j is larger, else in row j.
 */
final class PairReader {
    private final svm_model model;
    private final ClassPairs pairs;
    private final int[] starts;

    PairReader(svm_model model, ClassPairs pairs) {
        this.model = model;
        this.pairs = pairs;
        this.starts = new int[model.nr_class + 1];
        for (int i = 0; i < model.nr_class; i++) {
            starts[i + 1] = starts[i] + model.nSV[i];
        }
    }

    /**
     * Pairs of classes that the data did not have stay at 0, which decides for neither.
     *
     * @param coefficients [support vectors][pairs]
     * @param offsets by pair
     */
    void read(double[][] coefficients, double[] offsets) {
        int place = 0;
        for (int i = 0; i < model.nr_class; i++) {
            for (int j = i + 1; j < model.nr_class; j++) {
                read(i, j, place++, coefficients, offsets);
            }
        }
    }

    private void read(int i, int j, int place, double[][] coefficients, double[] offsets) {
        boolean ordered = model.label[i] < model.label[j];
        int sign = ordered ? 1 : -1;
        int pair = ordered ? pairs.of(model.label[i], model.label[j]) : pairs.of(model.label[j], model.label[i]);
        offsets[pair] = sign * model.rho[place];
        for (int s = starts[i]; s < starts[i + 1]; s++) {
            coefficients[s][pair] = sign * model.sv_coef[j - 1][s];
        }
        for (int s = starts[j]; s < starts[j + 1]; s++) {
            coefficients[s][pair] = sign * model.sv_coef[i][s];
        }
    }
}
