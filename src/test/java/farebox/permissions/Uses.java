package farebox.permissions;

import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.util.List;
import java.util.stream.Stream;

/** Reads instructions. */
final class Uses {
    private Uses() {}

    static Stream<Use> of(CodeElement element) {
        return switch (element) {
            case InvokeInstruction invoke -> invoked(invoke);
            case InvokeDynamicInstruction dynamic ->
                Stream.concat(
                        Stream.of(new Use.Makes(
                                Method.internal(dynamic.typeSymbol().returnType()))),
                        constants(dynamic.bootstrapArgs()));
            case NewObjectInstruction made ->
                Stream.of(new Use.Makes(made.className().asInternalName()));
            case FieldInstruction field ->
                Stream.of(new Use.Touches(field.owner().asInternalName()));
            case ConstantInstruction constant -> constant(constant.constantValue());
            default -> Stream.empty();
        };
    }

    private static Stream<Use> invoked(InvokeInstruction invoke) {
        Method target = new Method(
                invoke.owner().asInternalName(),
                invoke.name().stringValue(),
                invoke.type().stringValue());
        return switch (invoke.opcode()) {
            case Opcode.INVOKESTATIC -> Stream.of(new Use.Touches(target.owner()), new Use.Calls(target));
            case Opcode.INVOKESPECIAL -> Stream.of(new Use.Calls(target));
            default -> Stream.of(new Use.Dispatches(target));
        };
    }

    private static Stream<Use> constants(List<ConstantDesc> constants) {
        return constants.stream().flatMap(Uses::constant);
    }

    /** Whoever holds a method counts as calling it, there and then: a lambda is made to be called. */
    private static Stream<Use> constant(ConstantDesc constant) {
        return switch (constant) {
            case DirectMethodHandleDesc handle -> held(handle);
            case DynamicConstantDesc<?> dynamic -> constants(dynamic.bootstrapArgsList());
            default -> Stream.empty();
        };
    }

    private static Stream<Use> held(DirectMethodHandleDesc handle) {
        Method target = new Method(Method.internal(handle.owner()), handle.methodName(), handle.lookupDescriptor());
        return switch (handle.kind()) {
            case STATIC, INTERFACE_STATIC -> Stream.of(new Use.Touches(target.owner()), new Use.Calls(target));
            case SPECIAL, INTERFACE_SPECIAL -> Stream.of(new Use.Calls(target));
            case VIRTUAL, INTERFACE_VIRTUAL -> Stream.of(new Use.Dispatches(target));
            case CONSTRUCTOR -> Stream.of(new Use.Makes(target.owner()), new Use.Calls(target));
            case GETTER, SETTER, STATIC_GETTER, STATIC_SETTER -> Stream.of(new Use.Touches(target.owner()));
        };
    }
}
