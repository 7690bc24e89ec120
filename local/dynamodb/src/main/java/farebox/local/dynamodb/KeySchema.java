package farebox.local.dynamodb;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The attributes that find an item in a table or an index, and order it there. */
public record KeySchema(KeyAttribute partition, Optional<KeyAttribute> sort) {
    public static KeySchema of(KeyAttribute partition) {
        return new KeySchema(partition, Optional.empty());
    }

    public static KeySchema of(KeyAttribute partition, KeyAttribute sort) {
        return new KeySchema(partition, Optional.of(sort));
    }

    public List<KeyAttribute> attributes() {
        return Stream.concat(Stream.of(partition), sort.stream()).toList();
    }

    public List<String> names() {
        return attributes().stream().map(KeyAttribute::name).toList();
    }
}
