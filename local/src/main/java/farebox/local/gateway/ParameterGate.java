package farebox.local.gateway;

import farebox.local.template.RestApi.Parameter;
import java.util.Locale;
import java.util.stream.Collectors;

/** The parameters that a request validator demands. */
final class ParameterGate implements Gate {
    @Override
    public Passage pass(Exchange exchange) {
        String missing = exchange.route().required().stream()
                .filter(parameter -> !isThere(parameter, exchange.arrival()))
                .map(Parameter::name)
                .collect(Collectors.joining(", "));
        return missing.isEmpty()
                ? new Passage.Open(exchange)
                : new Passage.Closed(exchange, Refusal.missingParameters(missing));
    }

    private static boolean isThere(Parameter parameter, Arrival arrival) {
        return parameter.in().equals("header")
                ? arrival.request()
                        .header(parameter.name().toLowerCase(Locale.ROOT))
                        .isPresent()
                : arrival.query().containsKey(parameter.name());
    }
}
