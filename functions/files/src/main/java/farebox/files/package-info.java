/**
 * Files of tenants: what they upload and what is written for them. A file has a record and its content, an object under
 * {@code files/{tenant}/{id}}; both are reached through the tenant only.
 */
@NullMarked
package farebox.files;

import org.jspecify.annotations.NullMarked;
