package farebox.local.template;

import farebox.local.template.RestApi.GatewayAnswer;
import farebox.local.template.RestApi.KeySource;
import farebox.local.template.RestApi.Throttle;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads an AWS::Serverless::Api whose paths stand in an OpenAPI document inside of it. */
final class ApiReader {
    private static final String OWN = "x-amazon-apigateway-";
    private static final String HEADER = "gatewayresponse.header.";

    private final Section api;
    private final Section document;
    private final DeploymentReader.Names functions;

    /** @param functions functions by their ARN, with or without a qualifier */
    ApiReader(Section api, DeploymentReader.Names functions) {
        this.api = api.only(SupportedProperties.API);
        this.document = api.section("DefinitionBody").only(SupportedProperties.OPEN_API);
        this.functions = functions;
    }

    RestApi read(String id) {
        Map<String, Throttle> throttles = methodThrottles();
        Throttle ofStage = throttles.getOrDefault("* /*", Throttle.NONE);
        throttles.remove("* /*");
        return new RestApi(
                id,
                api.text("StageName"),
                new OpenApiReader(document, functions).routes(),
                keySource(),
                binaryMediaTypes(),
                gatewayAnswers(),
                ofStage,
                throttles,
                api.maybeSection("AccessLogSetting")
                        .map(setting ->
                                setting.only(Set.of("DestinationArn", "Format")).text("Format"))
                        .orElse(""));
    }

    private KeySource keySource() {
        String source = api.maybeText("ApiKeySourceType").orElse(document.textOr(OWN + "api-key-source", "HEADER"));
        return switch (source) {
            case "HEADER" -> KeySource.HEADER;
            case "AUTHORIZER" -> KeySource.AUTHORIZER;
            default -> throw api.problem("the key source must be HEADER or AUTHORIZER, not " + source);
        };
    }

    private List<String> binaryMediaTypes() {
        List<String> types = api.has("BinaryMediaTypes")
                // SAM writes ~1 for the slash.
                ? api.texts("BinaryMediaTypes").stream()
                        .map(type -> type.replace("~1", "/"))
                        .toList()
                : document.texts(OWN + "binary-media-types");
        return types;
    }

    private Map<ResponseType, GatewayAnswer> gatewayAnswers() {
        Map<ResponseType, GatewayAnswer> answers = new EnumMap<>(ResponseType.class);
        document.maybeSection(OWN + "gateway-responses")
                .ifPresent(section -> section.fields()
                        .all()
                        .keySet()
                        .forEach(name -> answers.put(type(section, name), answer(section.section(name)))));
        return answers;
    }

    private static ResponseType type(Section section, String name) {
        return List.of(ResponseType.values()).stream()
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow(() -> section.problem(name, "there is no such gateway response"));
    }

    private static GatewayAnswer answer(Section answer) {
        answer.only(Set.of("statusCode", "responseParameters", "responseTemplates"));
        Map<String, String> headers = new HashMap<>();
        texts(answer, "responseParameters").forEach((name, value) -> {
            if (!name.startsWith(HEADER) || !(value.startsWith("context.") || value.matches("'[^']*'"))) {
                throw answer.problem(
                        "responseParameters", name + " may only set a header from context or a quoted text");
            }
            headers.put(name.substring(HEADER.length()), value);
        });
        String status = answer.textOr("statusCode", "");
        if (!status.matches("|[1-5]\\d\\d")) {
            throw answer.problem("statusCode", status + " is no status");
        }
        return new GatewayAnswer(status, texts(answer, "responseTemplates"), headers);
    }

    private static Map<String, String> texts(Section section, String field) {
        Map<String, String> texts = new HashMap<>();
        section.maybeSection(field)
                .ifPresent(all -> all.fields().all().keySet().forEach(name -> texts.put(name, all.text(name))));
        return texts;
    }

    private Map<String, Throttle> methodThrottles() {
        Map<String, Throttle> throttles = new HashMap<>();
        for (Section setting : api.sections("MethodSettings")) {
            setting.only(SupportedProperties.METHOD_SETTING);
            if (setting.has("ThrottlingRateLimit") || setting.has("ThrottlingBurstLimit")) {
                throttles.put(method(setting), throttle(setting));
            }
        }
        return throttles;
    }

    /** CloudFormation wants the slashes of a path as ~1, after one that is a slash. */
    private static String method(Section setting) {
        String path = setting.textOr("ResourcePath", "/*").replace("~1", "/").replaceFirst("^//", "/");
        return setting.textOr("HttpMethod", "*") + " " + path;
    }

    private static Throttle throttle(Section setting) {
        return new Throttle(
                setting.maybeNumber("ThrottlingRateLimit").orElse(Throttle.NONE.rate()),
                setting.maybeWhole("ThrottlingBurstLimit").orElse(Throttle.NONE.burst()));
    }
}
