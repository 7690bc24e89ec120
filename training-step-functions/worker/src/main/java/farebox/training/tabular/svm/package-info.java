/** Support vector machines by LIBSVM. */
@NullMarked
package farebox.training.tabular.svm;

import org.jspecify.annotations.NullMarked;
