package farebox.batch;

/** Keys of what the tasks of a batch leave for each other. */
record BatchKeys(Batch batch) {
    String requests(int chunk) {
        return key(chunk, "requests.jsonl");
    }

    String output(int chunk) {
        return key(chunk, "output.jsonl");
    }

    String errors(int chunk) {
        return key(chunk, "errors.jsonl");
    }

    /** Written last: a chunk that has one is computed. */
    String usage(int chunk) {
        return key(chunk, "usage.json");
    }

    private String key(int chunk, String name) {
        return "work/%s/%s/%05d-%s".formatted(batch.tenant(), batch.id(), chunk, name);
    }
}
