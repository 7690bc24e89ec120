package farebox.batch.parquet;

import farebox.kernel.InvalidRequest;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * The sizes in the header of a page, as {@code PageHeader} of the Parquet format has them in Thrift's compact protocol.
 *
 * @param headerBytes of the header itself
 * @param values of the page; of a dictionary, its entries
 * @param rows as values, and 0 for a dictionary
 */
record PageHeader(int headerBytes, int packedBytes, int unpackedBytes, int values, int rows) {
    private static final int UNPACKED_SIZE = 2;
    private static final int PACKED_SIZE = 3;
    private static final int DATA_PAGE = 5;
    private static final int DICTIONARY_PAGE = 7;
    private static final int DATA_PAGE_V2 = 8;
    private static final int NUM_VALUES = 1;

    /** @throws InvalidRequest if there is no header */
    static PageHeader read(ByteBuffer page) {
        try {
            return new Reader(page).read();
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw ParquetBounds.damaged("a page has no header");
        }
    }

    /** Of structs, only the sizes are kept. */
    private static final class Reader {
        private final CompactStruct thrift;
        private final ByteBuffer page;
        private int packed;
        private int unpacked;
        private int values;
        private int rows;

        Reader(ByteBuffer page) {
            this.page = page;
            this.thrift = new CompactStruct(page);
        }

        PageHeader read() {
            thrift.forEachField((field, type) -> {
                switch (field) {
                    case UNPACKED_SIZE -> unpacked = thrift.number();
                    case PACKED_SIZE -> packed = thrift.number();
                    case DICTIONARY_PAGE -> values = numValues();
                    case DATA_PAGE, DATA_PAGE_V2 -> {
                        values = numValues();
                        rows = values;
                    }
                    default -> thrift.skip(type);
                }
            });
            return new PageHeader(page.position(), packed, unpacked, values, rows);
        }

        private int numValues() {
            int[] found = new int[1];
            thrift.forEachField((field, type) -> {
                if (field == NUM_VALUES) {
                    found[0] = thrift.number();
                } else {
                    thrift.skip(type);
                }
            });
            return found[0];
        }
    }
}
