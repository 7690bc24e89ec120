package farebox.local.stepfunctions.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import farebox.local.stepfunctions.task.TaskResource;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads the text of a definition. */
public final class DefinitionReader {
    private static final int MAX_NAME_LENGTH = 80;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final StateReader states;
    private final Set<String> names = new HashSet<>();

    private DefinitionReader(Predicate<TaskResource> supported) {
        this.states = new StateReader(supported, this::workflow);
    }

    /**
     * @param supported the resources that a Task state may name
     * @throws InvalidDefinitionException if it is not a definition in JSONata, or uses what is not supported here
     */
    public static Workflow read(String definition, Predicate<TaskResource> supported) {
        StateFields stateFields;
        try {
            stateFields = StateFields.of(JSON.readTree(definition), "");
        } catch (JsonProcessingException e) {
            throw new InvalidDefinitionException("Not valid JSON: " + e.getOriginalMessage(), "");
        }
        if (!stateFields.findText("QueryLanguage").equals(Optional.of("JSONata"))) {
            throw stateFields.error("Field 'QueryLanguage' must be JSONata; JSONPath is not supported");
        }
        if (!stateFields.findText("Version").orElse("1.0").equals("1.0")) {
            throw stateFields.error("Field 'Version' must be 1.0");
        }
        Optional<Duration> timeout = stateFields.has("TimeoutSeconds")
                ? Optional.of(Duration.ofSeconds((long) stateFields.number("TimeoutSeconds", 0)))
                : Optional.empty();
        Workflow workflow = new DefinitionReader(supported).workflow(stateFields);
        return new Workflow(workflow.startAt(), workflow.states(), timeout);
    }

    private Workflow workflow(StateFields stateFields) {
        String startAt = stateFields.text("StartAt");
        StateFields named = stateFields.object("States");
        Map<String, State> read = new LinkedHashMap<>();
        for (String name : named.names()) {
            checkName(named, name);
            read.put(name, states.read(name, named.object(name)));
        }
        stateFields.refuseOthers();
        Workflow workflow = new Workflow(startAt, read, Optional.empty());
        Transitions.check(workflow, stateFields.path());
        return workflow;
    }

    private void checkName(StateFields states, String name) {
        if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
            throw states.error("A state's name must have 1 to " + MAX_NAME_LENGTH + " characters, not '" + name + "'");
        }
        if (!names.add(name)) {
            throw states.error("Duplicate state name: " + name);
        }
    }
}
