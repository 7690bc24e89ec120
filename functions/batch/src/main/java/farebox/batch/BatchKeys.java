package farebox.batch;

/** Keys of what the tasks of a batch leave for each other. */
record BatchKeys(Batch batch) {
    String requests(int chunk) {
        return key(chunk, "requests.jsonl");
    }

    /** @param revision {@link ChunkUsage#revision()} */
    String output(int chunk, int revision) {
        return key(chunk, "output-" + revision + ".jsonl");
    }

    String errors(int chunk, int revision) {
        return key(chunk, "errors-" + revision + ".jsonl");
    }

    /** Written last: a chunk that has one is computed. */
    String usage(int chunk) {
        return key(chunk, "usage.json");
    }

    private String key(int chunk, String name) {
        return "work/%s/%s/%05d-%s".formatted(batch.tenant(), batch.id(), chunk, name);
    }
}
