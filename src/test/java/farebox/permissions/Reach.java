package farebox.permissions;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What can run once an object of a class has been made with its public constructor: rapid type analysis (Bacon and
 * Sweeney, OOPSLA 1996). A call that depends on its receiver leads to the methods of those classes alone of which what
 * can run makes objects; so an interface leads to the adapter that the wiring has chosen. Whatever such an object has
 * of a library's type may be called by the library at any time: a request handler's method, a hook of a snapshot, a
 * supplier's.
 *
 * <p>It errs on the side of too much: a lambda counts as called where it is made, and no value is known, so every
 * branch is taken, unless it is cut off by name.
 */
final class Reach {
    private final Types types;
    private final Predicate<Method> never;
    private final Set<Method> reached = new LinkedHashSet<>();
    private final Set<String> made = new HashSet<>();
    private final Set<Method> dispatched = new HashSet<>();
    private final Map<Method, Set<Method>> foreign = new HashMap<>();
    private final Deque<Method> pending = new ArrayDeque<>();

    private Reach(Types types, Predicate<Method> never) {
        this.types = types;
        this.never = never;
    }

    /**
     * @param handler the name of a class
     * @param never methods of ours that something other than the code keeps from being called
     */
    static Reach of(String handler, Types types, Predicate<Method> never) {
        Reach reach = new Reach(types, never);
        String type = handler.replace('.', '/');
        reach.make(type);
        reach.call(Method.constructor(type));
        while (!reach.pending.isEmpty()) {
            reach.follow(reach.pending.removeFirst());
        }
        return reach;
    }

    /** Methods of ours that can run. */
    Set<Method> methods() {
        return reached;
    }

    /** Methods of others that are called, with those of ours that call them. */
    Map<Method, Set<Method>> foreign() {
        return foreign;
    }

    private void follow(Method method) {
        for (Use use : types.ours(method.owner()).bodies().getOrDefault(method, List.of())) {
            switch (use) {
                case Use.Calls(Method target) -> direct(method, target);
                case Use.Dispatches(Method target) -> dispatch(method, target);
                case Use.Makes(String type) -> make(type);
                case Use.Touches(String type) -> initialise(type);
            }
        }
    }

    private void direct(Method caller, Method target) {
        if (Types.isOurs(target.owner())) {
            call(target);
        } else {
            foreign.computeIfAbsent(target, _ -> new LinkedHashSet<>()).add(caller);
        }
    }

    private void dispatch(Method caller, Method target) {
        if (!Types.isOurs(target.owner())) {
            foreign.computeIfAbsent(target, _ -> new LinkedHashSet<>()).add(caller);
        } else if (dispatched.add(target)) {
            List.copyOf(made).forEach(type -> receive(type, target));
        }
    }

    private void make(String type) {
        if (!Types.isOurs(type) || !made.add(type)) {
            return;
        }
        initialise(type);
        List.copyOf(dispatched).forEach(target -> receive(type, target));
        callbacks(type).forEach(method -> receive(type, method));
    }

    /** What libraries and the JDK declare and this type has. */
    private List<Method> callbacks(String type) {
        List<Method> callbacks = new ArrayList<>();
        types.lineage(type).stream()
                .filter(above -> !Types.isOurs(above))
                .forEach(above -> types.find(above).ifPresent(found -> callbacks.addAll(found.overridable())));
        return callbacks.stream().map(method -> method.in(type)).distinct().toList();
    }

    private void receive(String type, Method target) {
        if (types.lineage(type).contains(target.owner())) {
            types.implementation(type, target).ifPresent(this::call);
        }
    }

    private void initialise(String type) {
        types.lineage(type).stream()
                .filter(Types::isOurs)
                .map(Method::initialiser)
                .forEach(this::call);
    }

    /** The code of a superclass, where a class names what it inherits. */
    private void call(Method target) {
        types.implementation(target.owner(), target)
                .filter(never.negate())
                .filter(reached::add)
                .ifPresent(pending::add);
    }
}
