package farebox.local.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import farebox.local.host.Documents;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Queues and their messages as documents. */
final class MessageStore {
    private static final String QUEUE = "sqs/queue/";
    private static final String MESSAGE = "sqs/message/";
    private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final Documents documents;

    MessageStore(Documents documents) {
        this.documents = documents;
    }

    void saveQueue(String name, Map<String, String> attributes) {
        documents.write(Map.of(QUEUE + name, Optional.of(text(attributes))));
    }

    Map<String, Map<String, String>> queues() {
        Map<String, Map<String, String>> queues = new LinkedHashMap<>();
        documents.read(QUEUE).forEach((key, text) -> queues.put(key.substring(QUEUE.length()), attributes(text)));
        return queues;
    }

    void save(String queue, Collection<Message> messages) {
        write(queue, messages, true);
    }

    void remove(String queue, Collection<Message> messages) {
        write(queue, messages, false);
    }

    /** In one piece, so that no message is lost or doubled between two queues. */
    void move(String from, String to, Message message) {
        documents.write(
                Map.of(key(from, message.id()), Optional.empty(), key(to, message.id()), Optional.of(text(message))));
    }

    void removeQueue(String name, Collection<Message> messages) {
        remove(name, messages);
        documents.write(Map.of(QUEUE + name, Optional.empty()));
    }

    List<Message> messages(String queue) {
        return documents.read(MESSAGE + queue + "/").values().stream()
                .map(MessageStore::message)
                .toList();
    }

    private void write(String queue, Collection<Message> messages, boolean present) {
        Map<String, Optional<String>> texts = new LinkedHashMap<>();
        messages.forEach(message ->
                texts.put(key(queue, message.id()), present ? Optional.of(text(message)) : Optional.empty()));
        documents.write(texts);
    }

    private static String key(String queue, String id) {
        return MESSAGE + queue + "/" + id;
    }

    private static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(value.getClass() + " cannot be written as JSON", e);
        }
    }

    private static Message message(String text) {
        try {
            return JSON.readValue(text, Message.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored message cannot be read", e);
        }
    }

    private static Map<String, String> attributes(String text) {
        try {
            return JSON.readValue(text, ATTRIBUTES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored queue cannot be read", e);
        }
    }
}
