package farebox.files;

import org.junit.jupiter.api.Nested;

final class InMemoryStoresTest {
    @Nested
    final class Records extends FileRecordsContract {
        @Override
        protected FileRecords records() {
            return new InMemoryFileRecords();
        }
    }

    @Nested
    final class Contents extends FileContentsContract {
        @Override
        protected FileContents contents() {
            return new InMemoryFileContents();
        }
    }
}
