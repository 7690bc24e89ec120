package farebox.permissions;

import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ConstantDescs;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A class or an interface as its file has it.
 *
 * @param supertypes the superclass first, then the interfaces
 * @param bodies what each method does; nothing for one that is abstract
 * @param overridable those of the methods that a subtype may have, too
 */
record Type(
        String name,
        Optional<String> superclass,
        List<String> supertypes,
        Map<Method, List<Use>> bodies,
        List<Method> overridable) {

    static Type of(ClassModel file) {
        String name = file.thisClass().asInternalName();
        Map<Method, List<Use>> bodies = new HashMap<>();
        List<Method> overridable = new ArrayList<>();
        for (MethodModel model : file.methods()) {
            Method method = new Method(
                    name, model.methodName().stringValue(), model.methodType().stringValue());
            model.code()
                    .ifPresent(code -> bodies.put(
                            method,
                            code.elementStream().flatMap(Uses::of).distinct().toList()));
            if (isOverridable(model)) {
                overridable.add(method);
            }
        }
        Optional<String> superclass = file.superclass().map(entry -> entry.asInternalName());
        return new Type(
                name,
                superclass,
                Stream.concat(superclass.stream(), file.interfaces().stream().map(entry -> entry.asInternalName()))
                        .toList(),
                bodies,
                overridable);
    }

    private static boolean isOverridable(MethodModel method) {
        return !method.flags().has(AccessFlag.STATIC)
                && !method.flags().has(AccessFlag.PRIVATE)
                && !method.methodName().equalsString(ConstantDescs.INIT_NAME);
    }
}
