package farebox.kernel;

/** A size in bytes. */
public record ByteCount(long bytes) implements Comparable<ByteCount> {
    public static final ByteCount NONE = new ByteCount(0);

    public ByteCount {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is never negative: " + bytes);
        }
    }

    public static ByteCount ofMebibytes(long mebibytes) {
        return new ByteCount(Math.multiplyExact(mebibytes, 1L << 20));
    }

    public ByteCount plus(ByteCount other) {
        return new ByteCount(Math.addExact(bytes, other.bytes));
    }

    public ByteCount minus(ByteCount other) {
        return new ByteCount(Math.subtractExact(bytes, other.bytes));
    }

    @Override
    public int compareTo(ByteCount other) {
        return Long.compare(bytes, other.bytes);
    }
}
