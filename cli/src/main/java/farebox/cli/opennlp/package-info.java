/** The language detector of Apache OpenNLP, as a graph that is served like any classifier of texts (docs/adr/0015). */
@NullMarked
package farebox.cli.opennlp;

import org.jspecify.annotations.NullMarked;
