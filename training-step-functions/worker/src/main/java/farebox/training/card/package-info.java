/** What people and programs are told about a model: one record, as JSON and as a page. */
@NullMarked
package farebox.training.card;

import org.jspecify.annotations.NullMarked;
