package farebox.local.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;

/** From what S3 answers on LocalStack to what it would answer without one of the differences. */
final class S3Bridges {
    private S3Bridges() {}

    static Outcome withoutChecksums(Case found) {
        ObjectNode content = found.localstack().content().deepCopy();
        forgetChecksums(content);
        return new Outcome(found.localstack().status(), found.localstack().code(), content);
    }

    private static void forgetChecksums(JsonNode content) {
        if (content instanceof ObjectNode object) {
            object.remove(object.propertyStream()
                    .map(Map.Entry::getKey)
                    .filter(name -> name.startsWith("Checksum"))
                    .toList());
        }
        content.forEach(S3Bridges::forgetChecksums);
    }

    static Outcome without(Case found, String member) {
        return found.localstack().with(member, MissingNode.getInstance());
    }

    /** With these members as ours has them, or has them not. */
    static Outcome as(Case found, String... members) {
        Outcome theirs = found.localstack();
        for (String member : members) {
            theirs = found.bothAnswer()
                    ? theirs.with(member, found.emulator().content().path(member))
                    : theirs;
        }
        return theirs;
    }

    /** Pages of a list, if all of them together hold the same. */
    static Outcome withSamePages(Case found) {
        boolean matters = found.is(ListObjectsV2Request.class)
                && found.bothAnswer()
                && found.says("MaxKeys=")
                && names(found.emulator()).equals(names(found.localstack()));
        return matters ? found.emulator() : found.localstack();
    }

    private static Set<String> names(Outcome list) {
        Set<String> names = new HashSet<>();
        for (JsonNode page : list.content().path("Pages")) {
            page.path("Contents").forEach(object -> names.add(object.path("Key") + " " + object.path("ETag")));
            page.path("CommonPrefixes").forEach(prefix -> names.add(prefix.toString()));
        }
        return names;
    }

    static Outcome withEmptyStart(Case found) {
        if (!found.is(ListObjectsV2Request.class) || !found.bothAnswer()) {
            return found.localstack();
        }
        JsonNode pages = found.localstack().content().path("Pages").deepCopy();
        pages.forEach(page -> {
            if (!page.has("StartAfter")) {
                ((ObjectNode) page).put("StartAfter", "");
            }
        });
        return found.localstack().with("Pages", pages);
    }
}
