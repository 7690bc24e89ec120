package farebox.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With blocks of the C library's own, of which the last holds on to all that was freed before it. */
final class NativeHeapTest {
    private static final long BLOCK = 4_096;
    private static final int BLOCKS = 16_384;
    private static final long ALL = BLOCK * BLOCKS;

    private final Linker linker = Linker.nativeLinker();
    private final SymbolLookup library = linker.defaultLookup();

    @Test
    void trim_returnsPagesBelowABlockThatIsStillInUse() throws Throwable {
        assumeThat(library.find("malloc_trim")).isPresent();
        List<MemorySegment> blocks = filledBlocks();
        MemorySegment last = blocks.removeLast();
        for (MemorySegment block : blocks) {
            free().invokeExact(block);
        }
        long before = residentBytes();

        NativeHeap.trim();

        assertThat(before - residentBytes()).isGreaterThan(ALL / 2);
        free().invokeExact(last);
    }

    @Test
    void trim_mayBeRepeated() {
        NativeHeap.trim();
        NativeHeap.trim();
    }

    @SuppressWarnings("restricted") // The size of a block is what was asked for.
    private List<MemorySegment> filledBlocks() throws Throwable {
        List<MemorySegment> blocks = new ArrayList<>();
        for (int i = 0; i < BLOCKS; i++) {
            MemorySegment block = (MemorySegment) malloc().invokeExact(BLOCK);
            blocks.add(block.reinterpret(BLOCK).fill((byte) 1));
        }
        return blocks;
    }

    private MethodHandle malloc() {
        return handle("malloc", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
    }

    private MethodHandle free() {
        return handle("free", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
    }

    @SuppressWarnings("restricted") // A test of native memory.
    private MethodHandle handle(String name, FunctionDescriptor descriptor) {
        return linker.downcallHandle(library.findOrThrow(name), descriptor);
    }

    private static long residentBytes() throws IOException {
        String pages = Files.readString(Path.of("/proc/self/statm")).split(" ", -1)[1];
        return Long.parseLong(pages) * 4_096;
    }
}
