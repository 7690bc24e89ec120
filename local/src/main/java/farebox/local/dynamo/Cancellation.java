package farebox.local.dynamo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.awsjson.AwsJsonEndpoint;
import farebox.local.awsjson.AwsRefusal;
import farebox.local.dynamo.value.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides a transaction: every write is possible, or the reasons of all that are not cancel it. */
final class Cancellation {
    private Cancellation() {}

    /** @throws AwsRefusal with one reason for each write, in their order */
    static List<Transition> decide(List<Intent> intents) {
        List<Transition> transitions = new ArrayList<>();
        List<Optional<AwsRefusal>> reasons = new ArrayList<>();
        for (Intent intent : intents) {
            intent.table().refuseIfDropped();
            Optional<Item> old = intent.table().find(intent.key());
            try {
                transitions.add(new Transition(intent.key(), old, intent.result(old)));
                reasons.add(Optional.empty());
            } catch (AwsRefusal refusal) {
                reasons.add(Optional.of(refusal));
            }
        }
        if (transitions.size() < intents.size()) {
            throw cancelled(reasons);
        }
        return transitions;
    }

    private static AwsRefusal cancelled(List<Optional<AwsRefusal>> reasons) {
        ObjectNode details = AwsJsonEndpoint.object();
        ArrayNode list = details.putArray("CancellationReasons");
        reasons.forEach(reason -> {
            ObjectNode json = list.addObject().put("Code", code(reason));
            reason.ifPresent(refusal -> json.put("Message", refusal.message()).setAll(refusal.details()));
        });
        String codes = reasons.stream().map(Cancellation::code).collect(Collectors.joining(", "));
        return AwsRefusal.dynamo(
                        "TransactionCanceledException",
                        "Transaction cancelled, please refer cancellation reasons for specific reasons [" + codes + "]")
                .with(details);
    }

    private static String code(Optional<AwsRefusal> reason) {
        return reason.map(refusal -> switch (refusal.code()) {
                    case "ConditionalCheckFailedException" -> "ConditionalCheckFailed";
                    case "ValidationException" -> "ValidationError";
                    default -> refusal.code();
                })
                .orElse("None");
    }
}
