package farebox.permissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReachTest {
    @ParameterizedTest
    @CsvSource({
        "InALambda, dynamodb:GetItem",
        "InAMethodReference, dynamodb:GetItem",
        "BehindAnInterface, dynamodb:PutItem",
        "ByTheConstructorOfALambda, dynamodb:DeleteItem",
        "InADefaultMethod, dynamodb:DescribeLimits",
        "InASuperclass, dynamodb:PutItem",
        "InAStaticInitialiser, dynamodb:ListTables",
        "CalledBackByTheJdk, dynamodb:UpdateItem",
        "PageByPage, dynamodb:Scan s3:GetObject s3:ListBucket",
        "InATransaction, dynamodb:PutItem dynamodb:ConditionCheckItem",
    })
    void whatAHandlerReachesIsWhatItNeeds(String handler, String actions) {
        assertThat(needed(reach(handler))).containsExactlyInAnyOrder(actions.split(" ", -1));
    }

    @Test
    void whatIsCutOffIsNotReached() {
        Reach reach = Reach.of(
                name("BehindAnInterface"), types(), method -> method.name().equals("use"));

        assertThat(needed(reach)).isEmpty();
        assertThat(reach.methods()).extracting(Method::name).contains("<init>").doesNotContain("use");
    }

    @Test
    void aClientThatNobodyKnows_isNotPassedOver() {
        assertThatIllegalStateException()
                .isThrownBy(() -> needed(reach("WithAClientNobodyKnows")))
                .withMessageContaining("S3AsyncClient");
    }

    @Test
    void aServiceThatNobodyHasLookedUp_isNotGuessed() {
        SdkCall call = new SdkCall("apigateway", "GetUsage", Method.constructor("farebox/Caller"));

        assertThatIllegalStateException().isThrownBy(() -> Actions.of(call)).withMessageContaining("apigateway");
    }

    private static Reach reach(String handler) {
        return Reach.of(name(handler), types(), _ -> false);
    }

    private static Set<String> needed(Reach reach) {
        return SdkCall.in(reach).flatMap(call -> Actions.of(call).stream()).collect(Collectors.toSet());
    }

    private static String name(String handler) {
        return "farebox.permissions.Fixtures$" + handler;
    }

    private static Types types() {
        return new Types(ReachTest.class.getClassLoader());
    }
}
