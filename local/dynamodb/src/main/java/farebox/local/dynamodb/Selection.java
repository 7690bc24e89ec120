package farebox.local.dynamodb;

import farebox.local.awsjson.AwsServiceException;
import farebox.local.awsjson.RequestParameters;
import farebox.local.dynamodb.expression.Path;
import farebox.local.dynamodb.expression.Projection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a Query or Scan answers of each item; checks that it can be had where it is looked for. */
record Selection(boolean countOnly) {
    private static final List<String> MODES =
            List.of("SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES");
    private static final String INVALID = "One or more parameter values were invalid: ";

    static Selection of(
            RequestParameters request,
            OpenTable table,
            Optional<IndexDefinition> index,
            Optional<Projection> projection) {
        Optional<String> mode = request.choice("Select", MODES);
        mode.ifPresent(chosen -> refuseMisfit(chosen, index.isPresent(), projection.isPresent()));
        if (index.isPresent()) {
            refuseUnprojected(request, table, index.get(), projection);
        }
        return new Selection(mode.filter("COUNT"::equals).isPresent());
    }

    private static void refuseMisfit(String mode, boolean hasIndex, boolean hasProjection) {
        if (hasProjection && !mode.equals("SPECIFIC_ATTRIBUTES")) {
            throw AwsServiceException.validation("Cannot specify the ProjectionExpression when choosing to get "
                    + switch (mode) {
                        case "COUNT" -> "only the Count";
                        default -> mode;
                    });
        }
        if (!hasProjection && mode.equals("SPECIFIC_ATTRIBUTES")) {
            throw AwsServiceException.validation(
                    "Must specify the AttributesToGet or ProjectionExpression when choosing to get"
                            + " SPECIFIC_ATTRIBUTES");
        }
        if (!hasIndex && mode.equals("ALL_PROJECTED_ATTRIBUTES")) {
            throw AwsServiceException.validation(
                    "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
        }
    }

    private static void refuseUnprojected(
            RequestParameters request, OpenTable table, IndexDefinition index, Optional<Projection> projection) {
        if (request.flag("ConsistentRead", false)) {
            throw AwsServiceException.validation("Consistent reads are not supported on global secondary indexes");
        }
        if (index.projected() == IndexDefinition.Projected.ALL) {
            return;
        }
        if (request.text("Select").filter("ALL_ATTRIBUTES"::equals).isPresent()) {
            throw AwsServiceException.validation(INVALID
                    + "Select type ALL_ATTRIBUTES is not supported for global secondary index " + index.name()
                    + " because its projection type is not ALL");
        }
        Set<String> held = index.attributes(table.keys());
        List<String> missing = projection.stream()
                .flatMap(parts -> parts.paths().stream())
                .map(Path::head)
                .filter(name -> !held.contains(name))
                .toList();
        if (!missing.isEmpty()) {
            throw AwsServiceException.validation(INVALID + "Global secondary index " + index.name()
                    + " does not project [" + String.join(", ", missing) + "]");
        }
    }
}
