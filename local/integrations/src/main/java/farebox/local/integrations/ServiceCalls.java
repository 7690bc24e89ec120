package farebox.local.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.awsjson.AwsOperation;
import farebox.local.awsjson.AwsService;
import farebox.local.awsjson.AwsServiceException;
import farebox.local.awsjson.RequestParameters;
import farebox.local.host.ServiceException;
import farebox.local.stepfunctions.task.TaskOutcome;
import farebox.local.stepfunctions.task.TaskResource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Calls of services that speak the JSON protocol of AWS. Step Functions writes all members with a capital letter; where
 * the service does not, they are changed on the way.
 */
final class ServiceCalls {
    private final Map<String, AwsService> services;

    /** @param services by the name that resources have for them, such as {@code dynamodb} */
    ServiceCalls(Map<String, AwsService> services) {
        this.services = Map.copyOf(services);
    }

    boolean supports(TaskResource resource) {
        return operation(resource).isPresent();
    }

    TaskOutcome call(TaskResource resource, JsonNode arguments) {
        AwsOperation operation = operation(resource).orElseThrow();
        boolean lowerCase = serviceName(resource).equals("sfn");
        JsonNode request = lowerCase ? renamed(arguments, ServiceCalls::lowerFirst) : arguments;
        try {
            ObjectNode response = operation.answer(RequestParameters.asStructure(request));
            return new TaskOutcome.Succeeded(lowerCase ? renamed(response, ServiceCalls::upperFirst) : response);
        } catch (AwsServiceException e) {
            return failed(resource, e.code(), e.message());
        } catch (ServiceException e) {
            return failed(resource, e.code(), e.message());
        }
    }

    private Optional<AwsOperation> operation(TaskResource resource) {
        return Optional.ofNullable(services.get(serviceName(resource)))
                .flatMap(service -> Optional.ofNullable(service.operations().get(upperFirst(resource.action()))));
    }

    private static String serviceName(TaskResource resource) {
        String name = resource.service().replace("aws-sdk:", "");
        return name.equals("events") ? "eventbridge" : name;
    }

    private static TaskOutcome failed(TaskResource resource, String code, String message) {
        String exception = code.endsWith("Exception") ? code : code + "Exception";
        return new TaskOutcome.Failed(prefix(resource) + "." + exception, message);
    }

    /** The service's name in error names; the optimized integrations and the SDK's do not always agree. */
    private static String prefix(TaskResource resource) {
        boolean sdk = resource.service().startsWith("aws-sdk:");
        return switch (serviceName(resource)) {
            case "dynamodb" -> sdk ? "DynamoDb" : "DynamoDB";
            case "sqs" -> sdk ? "Sqs" : "SQS";
            case "eventbridge" -> "EventBridge";
            case "sagemaker" -> "SageMaker";
            case String other -> upperFirst(other);
        };
    }

    private static JsonNode renamed(JsonNode json, UnaryOperator<String> rename) {
        if (json instanceof ObjectNode object) {
            ObjectNode renamed = JsonNodeFactory.instance.objectNode();
            object.properties()
                    .forEach(member -> renamed.set(rename.apply(member.getKey()), renamed(member.getValue(), rename)));
            return renamed;
        }
        if (json instanceof ArrayNode array) {
            ArrayNode renamed = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> renamed.add(renamed(element, rename)));
            return renamed;
        }
        return json;
    }

    private static String upperFirst(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private static String lowerFirst(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
