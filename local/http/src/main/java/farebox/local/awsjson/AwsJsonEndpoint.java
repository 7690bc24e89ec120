package farebox.local.awsjson;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import farebox.local.host.ServiceException;
import farebox.local.http.WebHandler;
import farebox.local.http.WebRequest;
import farebox.local.http.WebResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the service and operation that {@code X-Amz-Target} names, and puts answers and errors on the wire. */
public final class AwsJsonEndpoint implements WebHandler {
    private static final Logger log = LoggerFactory.getLogger(AwsJsonEndpoint.class);
    private static final String TARGET = "x-amz-target";

    private final AtomicLong requests = new AtomicLong();
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, AwsService> services = new LinkedHashMap<>();

    public AwsJsonEndpoint(Collection<AwsService> services) {
        services.forEach(service -> this.services.put(service.targetPrefix(), service));
    }

    /** Whether the request speaks this protocol; for a listener that serves others too. */
    public static boolean speaks(WebRequest request) {
        return request.header(TARGET).isPresent();
    }

    @Override
    public WebResponse answer(WebRequest request) {
        String target = request.header(TARGET).orElse("");
        Optional<AwsService> service = Optional.ofNullable(services.get(beforeDot(target)));
        String contentType = service.map(AwsService::contentType).orElse(AwsService.JSON_1_0);
        try {
            AwsOperation operation =
                    service.flatMap(known -> operation(known, target)).orElseThrow(() -> unknown(target));
            return answer(200, contentType, operation.answer(parameters(request.body())));
        } catch (AwsServiceException exception) {
            return answer(400, contentType, exception.body());
        } catch (ServiceException error) {
            return answer(
                    400,
                    contentType,
                    AwsServiceException.plain(error.code(), error.message()).body());
        } catch (RuntimeException bug) {
            log.atError().setCause(bug).addKeyValue("target", target).log("an AWS operation failed by a bug");
            return answer(
                    500,
                    contentType,
                    AwsServiceException.plain("InternalServerError", bug.toString())
                            .body());
        }
    }

    private static Optional<AwsOperation> operation(AwsService service, String target) {
        return Optional.ofNullable(service.operations().get(target.substring(target.indexOf('.') + 1)));
    }

    private AwsServiceException unknown(String target) {
        if (target.isEmpty()) {
            return AwsServiceException.unknownOperation("the header X-Amz-Target is missing");
        }
        return AwsServiceException.unknownOperation("the local emulator does not have the operation " + target);
    }

    private RequestParameters parameters(byte[] body) {
        try {
            JsonNode parsed = json.readTree(body);
            if (parsed instanceof ObjectNode object) {
                return new RequestParameters(object);
            }
        } catch (JsonProcessingException e) {
            throw AwsServiceException.serialization("the body is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot fail to be read", e);
        }
        throw AwsServiceException.serialization("the body is not a JSON object");
    }

    private WebResponse answer(int status, String contentType, ObjectNode body) {
        byte[] bytes = bytes(body);
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        return new WebResponse(
                status,
                Map.of(
                        "content-type", List.of(contentType),
                        "x-amzn-requestid", List.of(new UUID(0, requests.incrementAndGet()).toString()),
                        "x-amz-crc32", List.of(Long.toString(checksum.getValue()))),
                bytes);
    }

    private byte[] bytes(ObjectNode body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

    private static String beforeDot(String target) {
        int dot = target.indexOf('.');
        return dot < 0 ? target : target.substring(0, dot);
    }

    /** A new object to be filled with an answer. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
