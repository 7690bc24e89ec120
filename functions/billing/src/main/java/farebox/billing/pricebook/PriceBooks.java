package farebox.billing.pricebook;

import farebox.kernel.Unavailable;

/** The price books that were published. A book is never changed and never removed. */
public interface PriceBooks {
    /**
     * Adds a book unless one is there for the same instant.
     *
     * @param json the book as it was published, kept to the byte
     * @return whether it was added
     * @throws Unavailable if it is not known whether the book was added
     */
    boolean add(PublishedBook book, byte[] json);

    /**
     * Every book, by effective instant.
     *
     * @throws Unavailable if the store does not answer
     */
    PriceTimeline all();
}
