package farebox.events;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.template.Deployment;
import farebox.local.template.Template;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class EventFormTest {
    private static final Deployment DEPLOYMENT =
            Template.read(Path.of("../template.yaml")).deploy(Map.of());

    @ParameterizedTest
    @MethodSource("names")
    void theEventIsOneThatTheFunctionIsCalledWith(String name) {
        assertThat(EventForm.problems(EventFile.named(name), DEPLOYMENT)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            inference-embeddings  | /httpMetod | "POST" | APIGatewayProxyRequestEvent knows no /httpMetod
            inference-embeddings  | /version | "2.0" | only an HTTP API says which version of its payload an event has
            inference-embeddings  | /requestContext/http | {"method": "POST"} | APIGatewayProxyRequestEvent knows no /requestContext/http/method
            inference-embeddings  | /headers/X-Forwarded-Port | 443 | APIGatewayProxyRequestEvent knows no /headers/X-Forwarded-Port
            inference-embeddings  | /resource | "/v1/embedding" | the template has no POST /v1/embedding: the gateway answers 404
            inference-embeddings  | /httpMethod | "PUT" | requestContext.httpMethod is POST, not PUT
            inference-embeddings  | /path | "/v1/models" | requestContext.path is /live/v1/embeddings, not /live/v1/models
            inference-embeddings  | /requestContext/stage | "prod" | requestContext.stage is prod, not live
            inference-embeddings  | /requestContext/resourcePath | "/" | requestContext.resourcePath is /, not /v1/embeddings
            inference-embeddings  | /requestContext/httpMethod | "GET" | requestContext.httpMethod is GET, not POST
            inference-embeddings  | /stageVariables | {"color": "blue"} | the stage has no variables
            inference-embeddings  | /headers/Accept | "text/html" | headers and multiValueHeaders differ
            inference-embeddings  | /isBase64Encoded | false | isBase64Encoded is false
            inference-embeddings  | /body | "{}" | the body is not base64
            inference-embeddings  | /body | null | isBase64Encoded is true
            inference-embeddings  | /requestContext/authorizer | '' | no authorizer has said who calls
            inference-health      | /requestContext/authorizer | {"tenant": "acme"} | nobody was asked who calls
            inference-model       | /pathParameters/id | "other" | pathParameters is {id=other}, not {id=all-minilm-l6-v2}
            usage-caller          | /resource | "/v1/models" | /v1/models leads to farebox-inferencefunction
            usage-caller          | /queryStringParameters | null | queryStringParameters and multiValueQueryStringParameters differ
            authorizer-bearer-v1  | /type | "TOKEN" | type is "TOKEN"
            authorizer-bearer-v1  | /authorizationToken | 1 | AuthorizerRequest knows no /authorizationToken
            authorizer-bearer-v1  | /routeKey | "POST /v1/embeddings" | AuthorizerRequest knows no /routeKey
            authorizer-bearer-v1  | /methodArn | "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/live/GET/v1/models" | methodArn is not arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/live/POST/v1/embeddings
            authorizer-bearer-v1  | /body | "e30=" | an authorizer is not told the body, nor what it will answer
            authorizer-bearer-v2  | /resource | "/v2/models/{model}/infer" | the template has no POST /v2/models/{model}/infer: the gateway answers 404
            rollup-inserts        | /shardId | '' | an event of a window names its shard
            rollup-inserts        | /window/end | "2026-11-22T10:36:00Z" | the window is not one of the PT1M of the template
            rollup-inserts        | /isFinalInvokeForWindow | true | the last invocation of a window, and no other, has no records
            rollup-inserts        | /Records/0/dynamodb/ApproximateCreationDateTime | 1795343900 | a record of 2026-11-22T10:38:20Z is not of this window
            rollup-inserts        | /Records/0/eventSource | "aws:kinesis" | 00000000000000000000000000000001 comes from somewhere else
            rollup-inserts        | /Records/0/dynamodb/StreamViewType | "NEW_AND_OLD_IMAGES" | 00000000000000000000000000000001 has another view than the table's stream
            rollup-inserts        | /Records/0/dynamodb/Keys | {"pk": {"S": "a"}} | 00000000000000000000000000000001 has not the table's key
            rollup-inserts        | /Records/0/dynamodb/Keys/id | {"N": "1"} | 00000000000000000000000000000001 has not the table's key
            rollup-inserts        | /Records/0/dynamodb/Keys/id | {"S": "other"} | 00000000000000000000000000000001 has two values of id
            rollup-inserts        | /Records/0/dynamodb/OldImage | {"id": {"S": "a"}} | 00000000000000000000000000000001 shows what was there before
            rollup-inserts        | /Records/0/dynamodb/NewImage | '' | 00000000000000000000000000000001 does not show what is there
            rollup-expired        | /Records/0/dynamodb/NewImage | {"id": {"S": "a"}} | 00000000000000000000000000000004 shows what is gone
            rollup-inserts        | /Records/0/dynamodb/NewImages | {"id": {"S": "a"}} | DynamodbTimeWindowEvent knows no /Records/0/dynamodb/NewImages/id/S
            batchuploads-upload   | /Records/0/eventSource | "aws:sns" | 059f36b4-87a3-44ab-83d2-661975830a7d comes from somewhere else
            batchuploads-upload   | /Records/0/eventSourceARN | "arn:aws:sqs:us-east-1:123456789012:other" | 059f36b4-87a3-44ab-83d2-661975830a7d comes from somewhere else
            batchuploads-upload   | /Records/0/body | "{}" | 059f36b4-87a3-44ab-83d2-661975830a7d is of no rule of the queue
            batchuploads-upload   | /Records/0/Body | "{}" | SQSEvent knows no /Records/0/Body
            billingtask-sweep     | /task | "close" | nothing calls the function with this
            billingtask-sweep     | /month | "2026-11" | nothing calls the function with this
            batchtask-chunk       | /chunk | '' | nothing calls the function with this
            trainingtasks-promote | /task | "claim" | nothing calls the function with this
            """)
    void anEventThatCannotComeIsToldWhy(String name, String pointer, String value, String problem) {
        EventFile broken = EventFile.named(name).with(pointer, value);

        assertThat(EventForm.problems(broken, DEPLOYMENT)).contains(problem);
    }

    @Test
    void anAuthorizerIsNotAskedWhereTheRouteIsOpen() {
        EventFile open = EventFile.named("authorizer-bearer-v1")
                .with("/httpMethod", "\"GET\"")
                .with("/resource", "\"/health\"");

        assertThat(EventForm.problems(open, DEPLOYMENT)).contains("the route asks nobody, or another function");
    }

    @Test
    void thereAreEventsForEveryFunction() {
        assertThat(DEPLOYMENT.functions())
                .allMatch(function ->
                        names().stream().anyMatch(name -> EventFile.named(name).isFor(function.id())));
    }

    static List<String> names() {
        return EventFile.names();
    }
}
