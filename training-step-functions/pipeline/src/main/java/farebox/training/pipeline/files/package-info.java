/** Files of OpenAI's Files API as data of trainings. */
@NullMarked
package farebox.training.pipeline.files;

import org.jspecify.annotations.NullMarked;
