/**
 * The OpenAPI document: one YAML file per feature ({@code src/main/openapi} of its module), bundled at build into the
 * JSON that {@code /openapi.json} returns, and held by tests against routes and real responses.
 */
@NullMarked
package farebox.openapi;

import org.jspecify.annotations.NullMarked;
