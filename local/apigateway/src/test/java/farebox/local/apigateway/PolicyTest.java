package farebox.local.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import farebox.local.apigateway.IamPolicy.Effect;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
    @ParameterizedTest
    @CsvSource({
        "*,              anything/at:all, true",
        "a*,             abc,             true",
        "a*c,            abbc,            true",
        "a*c,            abcd,            false",
        "a?c,            abc,             true",
        "a?c,            ac,              false",
        "abc,            ABC,             false",
        "*/GET/v1/*,     arn/live/GET/v1/models/a, true",
        "*/GET/v1/*,     arn/live/POST/v1/models,  false",
        "a*b*c,          aXbYbZc,         true",
        "**,             '',              true",
        "a.c,            abc,             false",
    })
    void matches_hasTwoWildcards(String pattern, String text, boolean expected) {
        assertThat(IamPolicy.matches(pattern, text)).isEqualTo(expected);
    }

    @Test
    void matches_takesNoLongerForHostilePatterns() {
        String pattern = "*a".repeat(200) + "b";

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> org.junit.jupiter.api.Assertions.assertTimeout(
                        Duration.ofSeconds(2), () -> IamPolicy.matches(pattern, "a".repeat(5_000)))))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'Effect':'Allow','Action':'execute-api:Invoke','Resource':'*'} | ALLOWED",
                "{'Effect':'Allow','Action':'*','Resource':['x','arn/GET/a']} | ALLOWED",
                "{'Effect':'Allow','Action':['execute-api:*'],'Resource':'*'} | ALLOWED",
                "{'Effect':'Allow','Action':'s3:GetObject','Resource':'*'} | NOT_MENTIONED",
                "{'Effect':'Allow','Action':'execute-api:Invoke','Resource':'other'} | NOT_MENTIONED",
                "[{'Effect':'Allow','Action':'*','Resource':'*'},{'Effect':'Deny','Action':'*','Resource':'arn/GET/*'}] | DENIED",
                "[{'Effect':'Deny','Action':'*','Resource':'x'},{'Effect':'Allow','Action':'*','Resource':'*'}] | ALLOWED",
            })
    void of_aDenialOutweighsEverything(String statement, Effect expected) {
        assertThat(IamPolicy.read(GatewayFixture.json("{\"Statement\":" + statement.replace('\'', '"') + "}")))
                .map(iamPolicy -> iamPolicy.of("arn/GET/a"))
                .contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'Statement': []}",
                "{'Statement': 'Allow'}",
                "{'Statement': {'Effect': 'allow', 'Action': '*', 'Resource': '*'}}",
                "{'Statement': {'Effect': 'Allow', 'Resource': '*'}}",
                "{'Statement': {'Effect': 'Allow', 'Action': '*'}}",
                "{'Statement': {'Effect': 'Allow', 'Action': '*', 'NotResource': '*'}}",
                "{'Statement': {'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': {'Bool': {}}}}",
            })
    void read_whatIsNotUnderstoodIsNoPolicy(String document) {
        assertThat(IamPolicy.read(GatewayFixture.json(document.replace('\'', '"'))))
                .isEmpty();
    }
}
