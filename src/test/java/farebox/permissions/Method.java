package farebox.permissions;

import java.lang.constant.ClassDesc;

/**
 * A method as bytecode names it.
 *
 * @param owner the internal name of a class, such as {@code java/lang/String}
 */
record Method(String owner, String name, String descriptor) {
    static final String CONSTRUCTOR = "<init>";
    static final String INITIALISER = "<clinit>";
    private static final String NOTHING = "()V";

    static Method constructor(String owner) {
        return new Method(owner, CONSTRUCTOR, NOTHING);
    }

    static Method initialiser(String owner) {
        return new Method(owner, INITIALISER, NOTHING);
    }

    /** The internal name of a class. */
    static String internal(ClassDesc type) {
        String descriptor = type.descriptorString();
        return type.isClassOrInterface() ? descriptor.substring(1, descriptor.length() - 1) : descriptor;
    }

    Method in(String other) {
        return new Method(other, name, descriptor);
    }

    /** The class in whose file it is written, without those nested in it. */
    String source() {
        return owner.replaceAll("\\$.*", "").replace('/', '.');
    }

    @Override
    public String toString() {
        return owner.replace('/', '.') + "." + name;
    }
}
