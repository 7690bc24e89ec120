package farebox.local.template;

import farebox.local.template.RestApi.Guard;
import farebox.local.template.RestApi.Parameter;
import farebox.local.template.RestApi.Route;
import farebox.local.template.RestApi.Transfer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the routes of an OpenAPI 3 document with API Gateway's extensions. */
final class OpenApiReader {
    private static final String OWN = "x-amazon-apigateway-";
    private static final String ANY_METHOD = OWN + "any-method";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "options", "head", "patch");
    private static final int MAX_MILLISECONDS = 29_000;
    private static final Pattern URI =
            Pattern.compile("arn:aws:apigateway:[a-z0-9-]+:lambda:path/2015-03-31/functions/(.+)/invocations");
    private static final Pattern STREAM_URI = Pattern.compile(
            "arn:aws:apigateway:[a-z0-9-]+:lambda:path/2021-11-15/functions/(.+)/response-streaming-invocations");
    private static final int MAX_STREAM_MILLISECONDS = 900_000;
    private static final Pattern PATH =
            Pattern.compile("/|(/([^/{}+]+|\\{[a-zA-Z0-9._-]+\\}))*(/\\{[a-zA-Z0-9._-]+\\+\\})?");

    private final Section document;
    private final DeploymentReader.Names functions;

    OpenApiReader(Section document, DeploymentReader.Names functions) {
        this.document = document;
        this.functions = functions;
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (Section path : document.section("paths").each()) {
            String written = path.name().substring(path.name().indexOf('/'));
            if (!PATH.matcher(written).matches()) {
                throw path.problem("the path has a form that API Gateway does not have");
            }
            path.fields()
                    .all()
                    .keySet()
                    .forEach(
                            field -> method(path, field).ifPresent(method -> routes.add(route(path, method, written))));
        }
        return routes;
    }

    private static Optional<String> method(Section path, String field) {
        if (METHODS.contains(field) || field.equals(ANY_METHOD)) {
            return Optional.of(field);
        }
        if (Set.of("parameters", "summary", "description").contains(field)) {
            return Optional.empty();
        }
        throw path.problem(field, "it is no method that is supported by the local emulator");
    }

    private Route route(Section path, String method, String written) {
        Section operation = path.section(method).only(SupportedProperties.OPERATION);
        Section integration = operation.section(OWN + "integration").only(SupportedProperties.INTEGRATION);
        Set<String> schemes = schemes(operation);
        Transfer transfer = transfer(integration);
        return new Route(
                method.equals(ANY_METHOD) ? RestApi.ANY : method.toUpperCase(Locale.ROOT),
                written,
                function(transfer, proxy(integration), "uri"),
                limit(integration, transfer),
                transfer,
                guard(operation, schemes),
                schemes.stream().anyMatch(name -> !isAuthorizer(scheme(operation, name))),
                required(path, operation));
    }

    private static Section proxy(Section integration) {
        if (!integration.text("type").equalsIgnoreCase("aws_proxy")) {
            throw integration.problem("type", "only aws_proxy is supported by the local emulator");
        }
        if (!integration.text("httpMethod").equals("POST")) {
            throw integration.problem("httpMethod", "a function is invoked by POST");
        }
        if (!integration.textOr("payloadFormatVersion", "1.0").equals("1.0")) {
            throw integration.problem("payloadFormatVersion", "a REST API has only 1.0");
        }
        return integration;
    }

    private static Transfer transfer(Section integration) {
        String mode = integration.textOr("responseTransferMode", Transfer.BUFFERED.name());
        return Arrays.stream(Transfer.values())
                .filter(transfer -> transfer.name().equals(mode))
                .findFirst()
                .orElseThrow(() ->
                        integration.problem("responseTransferMode", "BUFFERED and STREAM are possible, not " + mode));
    }

    /** API Gateway invokes a function that streams by another operation of Lambda. */
    private String function(Transfer transfer, Section section, String field) {
        Matcher uri = (transfer == Transfer.STREAM ? STREAM_URI : URI).matcher(section.text(field));
        return Optional.of(uri)
                .filter(Matcher::matches)
                .flatMap(found -> functions.of(found.group(1)))
                .orElseThrow(() ->
                        section.problem(field, "it leads to no function of this template: " + section.text(field)));
    }

    private static Duration limit(Section integration, Transfer transfer) {
        int limit = integration.wholeOr("timeoutInMillis", MAX_MILLISECONDS);
        int most = transfer == Transfer.STREAM ? MAX_STREAM_MILLISECONDS : MAX_MILLISECONDS;
        if (limit < 50 || limit > most) {
            throw integration.problem("timeoutInMillis", "50 to " + most + " are possible, not " + limit);
        }
        return Duration.ofMillis(limit);
    }

    /** The names of all security schemes of an operation; API Gateway wants all of them, however they are grouped. */
    private Set<String> schemes(Section operation) {
        Section holder = operation.has("security") ? operation : document;
        Set<String> names = new LinkedHashSet<>();
        holder.sections("security")
                .forEach(group -> names.addAll(group.fields().all().keySet()));
        return names;
    }

    private Section scheme(Section operation, String name) {
        return document.maybeSection("components")
                .flatMap(components -> components.maybeSection("securitySchemes"))
                .flatMap(schemes -> schemes.maybeSection(name))
                .orElseThrow(() -> operation.problem("security", "there is no security scheme " + name));
    }

    private Guard guard(Section operation, Set<String> schemes) {
        List<Section> authorizers = schemes.stream()
                .map(name -> scheme(operation, name))
                .filter(OpenApiReader::isAuthorizer)
                .toList();
        return switch (authorizers.size()) {
            case 0 -> new Guard.Anyone();
            case 1 -> authorizer(authorizers.getFirst());
            default -> throw operation.problem("security", "a method has one authorizer at most");
        };
    }

    private static boolean isAuthorizer(Section scheme) {
        scheme.only(Set.of("type", "name", "in", "description", OWN + "authtype", OWN + "authorizer"));
        if (!scheme.text("type").equals("apiKey")
                || !scheme.textOr("in", "header").equals("header")) {
            throw scheme.problem("type", "only apiKey in a header is supported by the local emulator");
        }
        return scheme.has(OWN + "authorizer");
    }

    private Guard.Authorizer authorizer(Section scheme) {
        Section authorizer = scheme.section(OWN + "authorizer").only(SupportedProperties.AUTHORIZER);
        if (!authorizer.text("type").equals("request")) {
            throw authorizer.problem("type", "only request authorizers are supported by the local emulator");
        }
        List<String> sources = sources(authorizer);
        int seconds = authorizer.wholeOr("authorizerResultTtlInSeconds", 300);
        if (sources.isEmpty() && seconds > 0) {
            throw authorizer.problem("authorizerResultTtlInSeconds", "it must be 0 where there is no identitySource");
        }
        String name = scheme.name().substring(scheme.name().lastIndexOf('.') + 1);
        return new Guard.Authorizer(
                name, function(Transfer.BUFFERED, authorizer, "authorizerUri"), Duration.ofSeconds(seconds), sources);
    }

    private static List<String> sources(Section authorizer) {
        String written = authorizer.textOr("identitySource", "");
        List<String> sources =
                written.isBlank() ? List.of() : List.of(written.strip().split("\\s*,\\s*"));
        sources.forEach(source -> {
            if (!source.matches("method\\.request\\.(header|querystring)\\.[A-Za-z0-9._-]+")) {
                throw authorizer.problem("identitySource", source + " is not supported by the local emulator");
            }
        });
        return sources;
    }

    private List<Parameter> required(Section path, Section operation) {
        String validator = operation
                .maybeText(OWN + "request-validator")
                .or(() -> document.maybeText(OWN + "request-validator"))
                .orElse("");
        if (validator.isEmpty() || !validates(operation, validator)) {
            return List.of();
        }
        List<Section> all = new ArrayList<>(path.sections("parameters"));
        all.addAll(operation.sections("parameters"));
        return all.stream()
                .filter(parameter -> parameter.flag("required"))
                .filter(parameter -> !parameter.text("in").equals("path"))
                .map(parameter -> new Parameter(parameter.text("in"), parameter.text("name")))
                .distinct()
                .toList();
    }

    private boolean validates(Section operation, String name) {
        Section validator = document.maybeSection(OWN + "request-validators")
                .flatMap(validators -> validators.maybeSection(name))
                .orElseThrow(() -> operation.problem("there is no request validator " + name));
        if (validator.flag("validateRequestBody") && operation.has("requestBody")) {
            throw operation.problem("requestBody", "bodies are not validated by the local emulator");
        }
        return validator.flag("validateRequestParameters");
    }
}
