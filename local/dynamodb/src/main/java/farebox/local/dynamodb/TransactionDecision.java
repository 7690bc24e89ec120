package farebox.local.dynamodb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.awsjson.AwsJsonEndpoint;
import farebox.local.awsjson.AwsServiceException;
import farebox.local.dynamodb.value.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides a transaction: every write is possible, or the reasons of all that are not cancel it. */
final class TransactionDecision {
    private TransactionDecision() {}

    /** @throws AwsServiceException with one reason for each write, in their order */
    static List<Transition> decide(List<WriteRequest> intents) {
        List<Transition> transitions = new ArrayList<>();
        List<Optional<AwsServiceException>> reasons = new ArrayList<>();
        for (WriteRequest request : intents) {
            request.table().refuseIfDropped();
            Optional<Item> old = request.table().find(request.key());
            try {
                transitions.add(new Transition(request.key(), old, request.result(old)));
                reasons.add(Optional.empty());
            } catch (AwsServiceException exception) {
                reasons.add(Optional.of(exception));
            }
        }
        if (transitions.size() < intents.size()) {
            throw cancelled(reasons);
        }
        return transitions;
    }

    private static AwsServiceException cancelled(List<Optional<AwsServiceException>> reasons) {
        ObjectNode details = AwsJsonEndpoint.object();
        ArrayNode list = details.putArray("CancellationReasons");
        reasons.forEach(reason -> {
            ObjectNode json = list.addObject().put("Code", code(reason));
            reason.ifPresent(
                    exception -> json.put("Message", exception.message()).setAll(exception.details()));
        });
        String codes = reasons.stream().map(TransactionDecision::code).collect(Collectors.joining(", "));
        return AwsServiceException.dynamo(
                        "TransactionCanceledException",
                        "Transaction cancelled, please refer cancellation reasons for specific reasons [" + codes + "]")
                .with(details);
    }

    private static String code(Optional<AwsServiceException> reason) {
        return reason.map(exception -> switch (exception.code()) {
                    case "ConditionalCheckFailedException" -> "ConditionalCheckFailed";
                    case "ValidationException" -> "ValidationError";
                    default -> exception.code();
                })
                .orElse("None");
    }
}
