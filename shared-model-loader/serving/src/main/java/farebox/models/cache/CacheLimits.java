package farebox.models.cache;

import farebox.kernel.ByteCount;

/**
 * How much the caches may hold.
 *
 * @param disk bytes of verified files
 * @param memory bytes of open models, each counted as twice its files: they are mapped once, and preparing them for the
 *     processor copies them at most once
 */
public record CacheLimits(ByteCount disk, ByteCount memory) {
    private static final int COPIES = 2;

    /** The files of an open model stay on disk, so what fits into memory must fit there. */
    public CacheLimits {
        if (disk.bytes() * COPIES < memory.bytes()) {
            throw new IllegalArgumentException("the disk must hold the files of all models that fit into memory");
        }
    }

    /** What a model of this many bytes of files counts in memory. */
    static ByteCount inMemory(ByteCount files) {
        return files.plus(files);
    }
}
