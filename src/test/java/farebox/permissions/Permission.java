package farebox.permissions;

import java.util.Comparator;

/**
 * One thing that a function may do, or does.
 *
 * @param resource the environment variable that names it, with {@code /*} for what is in it, or what the platform gave
 */
record Permission(String action, String resource) implements Comparable<Permission> {
    private static final Comparator<Permission> ORDER =
            Comparator.comparing(Permission::resource).thenComparing(Permission::action);

    @Override
    public int compareTo(Permission other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return action + " on " + resource;
    }
}
