package farebox.access;

/** Counts the changes of one record, so that a change made from a stale reading is noticed. */
public record Revision(long number) {
    static final Revision FIRST = new Revision(0);

    public Revision next() {
        return new Revision(Math.addExact(number, 1));
    }
}
