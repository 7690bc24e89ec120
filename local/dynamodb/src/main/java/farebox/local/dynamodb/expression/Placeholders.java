package farebox.local.dynamodb.expression;

import farebox.local.awsjson.AwsServiceException;
import farebox.local.awsjson.RequestParameters;
import farebox.local.dynamodb.value.Value;
import farebox.local.dynamodb.value.ValueReader;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** ExpressionAttributeNames and ExpressionAttributeValues of one request, and which of them were used. */
public final class Placeholders {
    private static final String NAMES = "ExpressionAttributeNames";
    private static final String VALUES = "ExpressionAttributeValues";
    private static final Pattern NAME = Pattern.compile("#[0-9a-zA-Z_]+");
    private static final Pattern VALUE = Pattern.compile(":[0-9a-zA-Z_]+");

    private final Map<String, String> names;
    private final Map<String, Value> values;
    private final Set<String> unusedNames;
    private final Set<String> unusedValues;

    public Placeholders(Map<String, String> names, Map<String, Value> values) {
        this.names = Map.copyOf(names);
        this.values = Map.copyOf(values);
        this.unusedNames = new LinkedHashSet<>(names.keySet());
        this.unusedValues = new LinkedHashSet<>(values.keySet());
    }

    /** @throws AwsServiceException if one is ill-formed */
    public static Placeholders of(RequestParameters request) {
        Map<String, String> names = request.textMap(NAMES);
        refuseEmpty(request, NAMES, names);
        names.keySet().forEach(name -> refuseIllFormed(NAMES, NAME, name));
        Map<String, Value> values = new LinkedHashMap<>();
        request.structure(VALUES)
                .ifPresent(given -> given.json().properties().forEach(entry -> {
                    refuseIllFormed(VALUES, VALUE, entry.getKey());
                    values.put(entry.getKey(), value(given, entry.getKey()));
                }));
        refuseEmpty(request, VALUES, values);
        return new Placeholders(names, values);
    }

    Optional<String> name(String placeholder) {
        unusedNames.remove(placeholder);
        return Optional.ofNullable(names.get(placeholder));
    }

    Optional<Value> value(String placeholder) {
        unusedValues.remove(placeholder);
        return Optional.ofNullable(values.get(placeholder));
    }

    /** @throws AwsServiceException which names those that no expression used */
    public void refuseUnused() {
        refuseUnused(NAMES, unusedNames);
        refuseUnused(VALUES, unusedValues);
    }

    private static void refuseUnused(String what, Set<String> unused) {
        if (!unused.isEmpty()) {
            throw AwsServiceException.validation(
                    "Value provided in " + what + " unused in expressions: keys: {" + String.join(", ", unused) + "}");
        }
    }

    private static Value value(RequestParameters given, String key) {
        try {
            return ValueReader.value(given.json().path(key));
        } catch (AwsServiceException exception) {
            if (!exception.code().equals("ValidationException")) {
                throw exception;
            }
            throw AwsServiceException.validation(
                    VALUES + " contains invalid value: " + exception.message() + " for key " + key);
        }
    }

    private static void refuseEmpty(RequestParameters request, String what, Map<String, ?> entries) {
        if (request.has(what) && entries.isEmpty()) {
            throw AwsServiceException.validation(what + " must not be empty");
        }
    }

    private static void refuseIllFormed(String what, Pattern form, String key) {
        if (!form.matcher(key).matches()) {
            throw AwsServiceException.validation(what + " contains invalid key: Syntax error; key: \"" + key + "\"");
        }
    }
}
