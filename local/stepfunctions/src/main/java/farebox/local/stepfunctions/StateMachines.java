package farebox.local.stepfunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import farebox.local.host.Documents;
import farebox.local.host.ServiceException;
import farebox.local.stepfunctions.definition.DefinitionReader;
import farebox.local.stepfunctions.definition.InvalidDefinitionException;
import farebox.local.stepfunctions.definition.Workflow;
import farebox.local.stepfunctions.task.TaskResource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The state machines of an account and region; each definition has been checked when it is stored. */
public final class StateMachines {
    private static final String MACHINE = "states/machine/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String arnPrefix;
    private final InstantSource clock;
    private final Documents documents;
    private final Predicate<TaskResource> supported;
    private final TreeMap<String, StateMachine> machines = new TreeMap<>();

    StateMachines(Account account, InstantSource clock, Documents documents, Predicate<TaskResource> supported) {
        this.arnPrefix = "arn:aws:states:" + account.region() + ":" + account.id() + ":stateMachine:";
        this.clock = clock;
        this.documents = documents;
        this.supported = supported;
        documents.read(MACHINE).values().stream()
                .map(StateMachines::parse)
                .forEach(machine -> machines.put(machine.arn(), machine));
    }

    /** Where the state machines live; {@code id} has twelve digits. */
    public record Account(String region, String id) {}

    /**
     * Creates a state machine; one with the same name, definition and role is returned as it is.
     *
     * @throws ServiceException {@code InvalidName}, {@code InvalidDefinition}, {@code StateMachineAlreadyExists}
     */
    public synchronized StateMachine create(String name, String definition, String roleArn) {
        Names.check(name);
        check(definition);
        StateMachine existing = machines.get(arnPrefix + name);
        if (existing == null) {
            return store(new StateMachine(arnPrefix + name, name, definition, roleArn, clock.instant()));
        }
        if (existing.definition().equals(definition) && existing.roleArn().equals(roleArn)) {
            return existing;
        }
        throw new ServiceException(
                "StateMachineAlreadyExists", "State Machine Already Exists: '" + existing.arn() + "'");
    }

    /** Running executions keep the definition that they were started with. */
    public synchronized StateMachine update(String arn, Optional<String> definition, Optional<String> roleArn) {
        StateMachine old = get(arn);
        definition.ifPresent(this::check);
        return store(new StateMachine(
                arn, old.name(), definition.orElse(old.definition()), roleArn.orElse(old.roleArn()), old.created()));
    }

    public synchronized void delete(String arn) {
        machines.remove(arn);
        documents.write(Map.of(MACHINE + arn, Optional.empty()));
    }

    /** @throws ServiceException {@code StateMachineDoesNotExist} */
    public synchronized StateMachine get(String arn) {
        StateMachine machine = machines.get(arn);
        if (machine == null) {
            throw new ServiceException("StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
        }
        return machine;
    }

    public synchronized List<StateMachine> list() {
        return List.copyOf(machines.values());
    }

    /** @throws ServiceException {@code InvalidDefinition}, which names the place */
    public Workflow check(String definition) {
        try {
            return DefinitionReader.read(definition, supported);
        } catch (InvalidDefinitionException e) {
            throw new ServiceException(
                    "InvalidDefinition",
                    "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: " + e.message() + "'");
        }
    }

    private StateMachine store(StateMachine machine) {
        documents.write(Map.of(MACHINE + machine.arn(), Optional.of(text(machine))));
        machines.put(machine.arn(), machine);
        return machine;
    }

    private static String text(StateMachine machine) {
        return JSON.createObjectNode()
                .put("arn", machine.arn())
                .put("name", machine.name())
                .put("definition", machine.definition())
                .put("roleArn", machine.roleArn())
                .put("created", machine.created().toString())
                .toString();
    }

    private static StateMachine parse(String text) {
        try {
            JsonNode stored = JSON.readTree(text);
            return new StateMachine(
                    stored.get("arn").asText(),
                    stored.get("name").asText(),
                    stored.get("definition").asText(),
                    stored.get("roleArn").asText(),
                    Instant.parse(stored.get("created").asText()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored state machine cannot be read", e);
        }
    }
}
