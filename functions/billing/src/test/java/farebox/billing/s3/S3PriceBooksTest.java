package farebox.billing.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.billing.SampleBooks;
import farebox.billing.pricebook.PriceBooks;
import farebox.billing.pricebook.PriceBooksContract;
import farebox.billing.pricebook.PublishedBook;
import farebox.kernel.Unavailable;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class S3PriceBooksTest {
    private static final PublishedBook BOOK =
            new PublishedBook(Instant.parse("2026-07-01T00:00:00Z"), SampleBooks.perCall("0.05"));

    @Nested
    final class Keeping extends PriceBooksContract {
        @Override
        protected PriceBooks books() {
            return new S3PriceBooks(new FakeS3(), "billing");
        }
    }

    @Test
    void all_readsEachBookOnce() {
        FakeS3 s3 = new FakeS3();
        PriceBooks books = new S3PriceBooks(s3, "billing");
        books.add(BOOK, SampleBooks.perCallJson("0.05"));

        books.all();
        books.all();

        assertThat(s3.reads()).isOne();
    }

    @Test
    void failuresOfTheStoreAreUnavailable() {
        FakeS3 s3 = new FakeS3();
        PriceBooks books = new S3PriceBooks(s3, "billing");
        s3.failFromNowOn();

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> books.add(BOOK, SampleBooks.perCallJson("0.05")));
        assertThatExceptionOfType(Unavailable.class).isThrownBy(books::all);
    }
}
