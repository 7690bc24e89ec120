/**
 * Hugging Face's Inference API: {@code POST /models/{model}} and {@code /pipeline/{task}/{model}}, in the shapes that
 * {@code huggingface_hub} and {@code @huggingface/inference} check.
 */
@NullMarked
package farebox.inference.huggingface;

import org.jspecify.annotations.NullMarked;
