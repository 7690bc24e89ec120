/** What no linter checks about template.yaml: promises that this project makes about its own deployment. */
@NullMarked
package farebox.template;

import org.jspecify.annotations.NullMarked;
