package farebox.cli.operator;

/** Tells a person what is going on. */
@FunctionalInterface
public interface Progress {
    void step(String what);
}
