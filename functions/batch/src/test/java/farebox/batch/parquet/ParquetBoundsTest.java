package farebox.batch.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.ColumnMetaData;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.metadata.FieldPath;
import dev.hardwood.metadata.FileMetaData;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.metadata.RowGroup;
import farebox.kernel.InvalidRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files whose footer or pages say another size than they have. */
final class ParquetBoundsTest {
    private static final int DATA_BYTES = 10;

    @Test
    void fileThatSaysWhatItHas_isAccepted() {
        assertThatNoException().isThrownBy(() -> require(page(100, 3), 3, 3));
    }

    @Test
    void rowsThatAreMoreThanABatchMayHave_areRefusedByTheFooterAlone() {
        assertRefused(page(100, 50_001), 50_001, 50_001, "too_many_requests");
        assertRefused(page(100, 3), Long.MAX_VALUE, 3, "too_many_requests");
    }

    @Test
    void groupOfOtherRowsThanTheFile_isRefused() {
        assertRefused(page(100, 3), 4, 3, "invalid_parquet");
        assertRefused(page(100, 3), 2, 3, "invalid_parquet");
    }

    @Test
    void pageThatUnpacksToMoreThanTheBound_isRefused() {
        assertRefused(page(Integer.MAX_VALUE, 3), 3, 3, "file_too_large");
    }

    @Test
    void pageOfOtherValuesThanItsGroup_isRefused() {
        assertRefused(page(100, 2_000_000_000), 3, 3, "invalid_parquet");
        assertRefused(page(100, 2), 3, 3, "invalid_parquet");
        assertRefused(page(-1, 3), 3, 3, "invalid_parquet");
    }

    @Test
    void columnOutsideOfTheFile_isRefused() {
        byte[] page = page(100, 3);

        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> new ParquetBounds(ByteBuffer.wrap(page)).require(metadata(3, 3, page.length + 1)));
    }

    @Test
    void fileOfMoreThan64MiB_isRefused() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> ParquetBounds.requireFile(ParquetBounds.FILE_BYTES + 1));
    }

    private static void assertRefused(byte[] page, long fileRows, long groupRows, String code) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> require(page, fileRows, groupRows))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    private static void require(byte[] page, long fileRows, long groupRows) {
        new ParquetBounds(ByteBuffer.wrap(page)).require(metadata(fileRows, groupRows, page.length));
    }

    private static FileMetaData metadata(long fileRows, long groupRows, long bytes) {
        ColumnMetaData column = new ColumnMetaData(
                PhysicalType.INT32,
                List.of(),
                new FieldPath(List.of("a")),
                CompressionCodec.UNCOMPRESSED,
                groupRows,
                bytes,
                bytes,
                Map.of(),
                0,
                null,
                null,
                null,
                null,
                null);
        RowGroup group = new RowGroup(List.of(new ColumnChunk(column, null, null, null, null)), bytes, groupRows);
        return new FileMetaData(1, List.of(), fileRows, List.of(group), Map.of(), "test", List.of());
    }

    /** The header of a data page, and its data: fields 1 to 3 and, in field 5, the number of values. */
    private static byte[] page(int unpackedBytes, int values) {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        number(page, 0);
        number(page, unpackedBytes);
        number(page, DATA_BYTES);
        page.write(0x2C);
        number(page, values);
        page.write(0);
        page.write(0);
        page.writeBytes(new byte[DATA_BYTES]);
        return page.toByteArray();
    }

    /** A field of 32 bits, one above the field before it. */
    private static void number(ByteArrayOutputStream out, int value) {
        out.write(0x15);
        int rest = (value << 1) ^ (value >> 31);
        while ((rest & ~0x7F) != 0) {
            out.write((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
