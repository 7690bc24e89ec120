/** Breaks rules on purpose; see ArchitectureTest. */
@org.jspecify.annotations.NullMarked
package farebox.inference.lambda.broken;
