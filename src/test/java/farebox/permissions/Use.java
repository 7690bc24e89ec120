package farebox.permissions;

/** What one instruction of a method makes happen, now or later. */
sealed interface Use {
    /** A call whose target the instruction names: static, of a constructor, private, or of {@code super}. */
    record Calls(Method target) implements Use {}

    /** A call whose target depends on what the receiver is. */
    record Dispatches(Method target) implements Use {}

    /** An object of that class is made; of an interface, if a lambda is. */
    record Makes(String type) implements Use {}

    /** A static member is used, which runs the static initialiser first. */
    record Touches(String type) implements Use {}
}
