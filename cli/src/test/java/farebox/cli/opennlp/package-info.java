@NullMarked
package farebox.cli.opennlp;

import org.jspecify.annotations.NullMarked;
