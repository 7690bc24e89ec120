package farebox.batch.parquet;

import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.ColumnMetaData;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.metadata.FileMetaData;
import dev.hardwood.metadata.RowGroup;
import farebox.kernel.InvalidRequest;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.Set;

/**
 * How large a Parquet file and what is in it may be. The footer and the header of each page say sizes that the reader
 * allocates before it finds them to be wrong; so both are read first.
 */
record ParquetBounds(ByteBuffer content) {
    static final int FILE_BYTES = 64 << 20;

    private static final long MAX_ROWS = 50_000;
    private static final long UNPACKED_BYTES = 256L << 20;
    private static final int MAX_PAGES = 100_000;

    private static final Set<CompressionCodec> READABLE = EnumSet.of(
            CompressionCodec.UNCOMPRESSED, CompressionCodec.SNAPPY, CompressionCodec.ZSTD, CompressionCodec.GZIP);

    /** The length of the footer, and four letters. */
    private static final int TRAILER_BYTES = 8;

    static void requireFile(long bytes) {
        if (bytes > FILE_BYTES) {
            throw tooLarge("the file has more than 64 MiB");
        }
    }

    /** @throws InvalidRequest if the file has no footer, or one whose lists and texts end behind it */
    void requireFooter() {
        int end = content.capacity() - TRAILER_BYTES;
        int length = end < 0 ? -1 : content.order(ByteOrder.LITTLE_ENDIAN).getInt(end);
        if (length < 0 || length > end) {
            throw damaged("it has no footer");
        }
        try {
            new CompactStruct(content.slice(end - length, length)).skipAll();
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw damaged("its footer is not whole");
        }
    }

    /** @throws InvalidRequest if there is more than there may be, or the file contradicts itself */
    void require(FileMetaData metadata) {
        if (metadata.numRows() < 0 || metadata.numRows() > MAX_ROWS) {
            throw new InvalidRequest(
                    "the file says that it has " + metadata.numRows() + " rows, and a batch has at most " + MAX_ROWS
                            + " requests; split the file",
                    "",
                    "too_many_requests");
        }
        long rows = 0;
        Unpacked unpacked = new Unpacked();
        for (RowGroup group : metadata.rowGroups()) {
            rows += requireRows(group, metadata.numRows());
            group.columns().forEach(column -> unpacked.add(column, group.numRows()));
        }
        if (rows != metadata.numRows()) {
            throw damaged("the file says that it has " + metadata.numRows() + " rows, and its groups have " + rows);
        }
    }

    private static long requireRows(RowGroup group, long rows) {
        if (group.numRows() < 0 || group.numRows() > rows) {
            throw damaged("a group says that it has " + group.numRows() + " rows, and the file has " + rows);
        }
        return group.numRows();
    }

    private static void requireReadable(ColumnMetaData column) {
        if (!READABLE.contains(column.codec())) {
            throw new InvalidRequest(
                    "the column '%s' is compressed with %s; write it uncompressed, or with Snappy, Zstandard or gzip"
                            .formatted(column.pathInSchema(), column.codec()),
                    "",
                    "invalid_parquet");
        }
    }

    private static InvalidRequest tooLarge(String detail) {
        return new InvalidRequest(detail + "; split the file", "", "file_too_large");
    }

    static InvalidRequest damaged(String detail) {
        return new InvalidRequest("this is no readable Parquet file: " + detail, "", "invalid_parquet");
    }

    /** What the pages of all columns unpack to. */
    private final class Unpacked {
        private long bytes;
        private int pages;

        /** A flat column has as many values as its group has rows, and its pages follow each other to its end. */
        void add(ColumnChunk column, long rows) {
            requireReadable(column.metaData());
            long at = column.chunkStartOffset();
            long end = at + column.metaData().totalCompressedSize();
            if (at < 0 || end < at || end > content.capacity()) {
                throw damaged("a column lies outside of the file");
            }
            long values = 0;
            while (at < end) {
                PageHeader page = PageHeader.read(content.slice((int) at, (int) (end - at)));
                requireWithin(page, rows);
                values += page.rows();
                at += page.headerBytes() + (long) page.packedBytes();
            }
            if (at != end || values != rows || column.metaData().numValues() != rows) {
                throw damaged("a column has " + values + " values in its pages, and its group has " + rows + " rows");
            }
        }

        private void requireWithin(PageHeader page, long rows) {
            if (page.packedBytes() < 0 || page.unpackedBytes() < 0 || page.values() < 0) {
                throw damaged("a page has a size below 0");
            }
            if (page.rows() > rows) {
                throw damaged(
                        "a page says that it has " + page.rows() + " values, and its group has " + rows + " rows");
            }
            bytes += page.unpackedBytes();
            if (bytes > UNPACKED_BYTES || page.values() > page.unpackedBytes() * 8L + rows || ++pages > MAX_PAGES) {
                throw tooLarge("the file unpacks to more than 256 MiB");
            }
        }
    }
}
