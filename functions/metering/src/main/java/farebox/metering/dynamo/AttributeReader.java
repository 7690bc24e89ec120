package farebox.metering.dynamo;

import farebox.kernel.DataCorrupted;
import farebox.kernel.InvalidRequest;
import java.time.DateTimeException;
import java.util.Optional;
import java.util.function.Function;

/** Reads the attributes of an item, which another version may have written. */
record AttributeReader(Function<String, Optional<String>> attributes) {

    /** @throws DataCorrupted if the attribute is missing or has another form; says which, but not what it holds */
    <T> T read(String name, Function<String, T> parse) {
        return readIfPresent(name, parse).orElseThrow(() -> new DataCorrupted("a stored item lacks " + name));
    }

    <T> Optional<T> readIfPresent(String name, Function<String, T> parse) {
        try {
            return attributes.apply(name).map(parse);
        } catch (IllegalArgumentException | DateTimeException | InvalidRequest e) {
            throw new DataCorrupted("a stored item has a malformed " + name, e);
        }
    }
}
