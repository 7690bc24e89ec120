package farebox.local.apigateway;

import farebox.local.template.RestApi.Parameter;
import java.util.Locale;
import java.util.stream.Collectors;

/** The parameters that a request validator demands. */
final class ParameterFilter implements Filter {
    @Override
    public FilterResult pass(RequestContext context) {
        String missing = context.route().required().stream()
                .filter(parameter -> !isThere(parameter, context.incomingRequest()))
                .map(Parameter::name)
                .collect(Collectors.joining(", "));
        return missing.isEmpty()
                ? new FilterResult.Passed(context)
                : new FilterResult.Stopped(context, GatewayError.missingParameters(missing));
    }

    private static boolean isThere(Parameter parameter, IncomingRequest incomingRequest) {
        return parameter.in().equals("header")
                ? incomingRequest
                        .request()
                        .header(parameter.name().toLowerCase(Locale.ROOT))
                        .isPresent()
                : incomingRequest.query().containsKey(parameter.name());
    }
}
