package farebox.permissions;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The classes of a class path, read when they are first asked for. Not safe for use by several threads. */
final class Types {
    private static final String OURS = "farebox/";

    private final ClassLoader path;
    private final Map<String, Optional<Type>> read = new HashMap<>();

    Types(ClassLoader path) {
        this.path = path;
    }

    /** Whether its methods are followed. What others wrote is not: it only calls back what it was given. */
    static boolean isOurs(String type) {
        return type.startsWith(OURS);
    }

    /** Nothing for a class that the path does not have, such as an optional one of a library. */
    Optional<Type> find(String name) {
        Optional<Type> known = read.get(name);
        if (known == null) {
            known = parsed(name);
            read.put(name, known);
        }
        return known;
    }

    /** Of a type of ours, which must be there. */
    Type ours(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("the class path has no " + name));
    }

    /** The type itself and all above it, nearest first, each once. */
    Set<String> lineage(String name) {
        Set<String> lineage = new LinkedHashSet<>();
        Deque<String> next = new ArrayDeque<>(Set.of(name));
        while (!next.isEmpty()) {
            String type = next.removeFirst();
            if (lineage.add(type)) {
                find(type).ifPresent(found -> next.addAll(found.supertypes()));
            }
        }
        return lineage;
    }

    /** The code that runs if that method is called on an object of that type; nothing if none of ours does. */
    Optional<Method> implementation(String type, Method called) {
        return Stream.concat(superclasses(type), lineage(type).stream())
                .filter(Types::isOurs)
                .map(called::in)
                .filter(method -> ours(method.owner()).bodies().containsKey(method))
                .findFirst();
    }

    private Stream<String> superclasses(String type) {
        return Stream.iterate(
                        Optional.of(type),
                        Optional::isPresent,
                        above -> above.flatMap(this::find).flatMap(Type::superclass))
                .flatMap(Optional::stream);
    }

    private Optional<Type> parsed(String name) {
        try (InputStream file = path.getResourceAsStream(name + ".class")) {
            return file == null
                    ? Optional.empty()
                    : Optional.of(Type.of(ClassFile.of().parse(file.readAllBytes())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
