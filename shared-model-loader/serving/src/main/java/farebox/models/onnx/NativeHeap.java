package farebox.models.onnx;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** The heap of the C library, out of which ONNX Runtime takes what a session needs. */
final class NativeHeap {
    /** A function of glibc; other C libraries have none of this name. */
    private static final Optional<MethodHandle> MALLOC_TRIM =
            Linker.nativeLinker().defaultLookup().find("malloc_trim").map(NativeHeap::handle);

    private NativeHeap() {}

    /** Returns to the system every page that holds nothing any more, where the C library can be told to. */
    static void trim() {
        MALLOC_TRIM.ifPresent(NativeHeap::call);
    }

    @SuppressWarnings("restricted") // As loading ONNX Runtime is.
    private static MethodHandle handle(MemorySegment symbol) {
        return Linker.nativeLinker()
                .downcallHandle(symbol, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
    }

    private static void call(MethodHandle mallocTrim) {
        try {
            int _ = (int) mallocTrim.invokeExact(0L);
        } catch (Throwable e) {
            throw new IllegalStateException("malloc_trim cannot be called", e);
        }
    }
}
