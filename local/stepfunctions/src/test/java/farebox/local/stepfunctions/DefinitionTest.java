package farebox.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import farebox.local.host.ServiceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DefinitionTest {
    private static final String MINIMAL =
            "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Succeed\"}}}";

    private final Workbench workbench = new Workbench();

    private void assertRefused(String definition, String message) {
        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> workbench.create(definition))
                .withMessageContaining(message)
                .extracting(ServiceException::code)
                .isEqualTo("InvalidDefinition");
    }

    private void assertStateRefused(String state, String message) {
        assertRefused(
                "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"A\", \"States\": {\"A\": " + state + "}}", message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                                                                           | Not valid JSON",
                "[]                                                                          | Expected a JSON object at /",
                "{\"StartAt\": \"A\", \"States\": {}}                                        | Field 'QueryLanguage' must be JSONata",
                "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"A\", \"States\": {}}        | Missing 'StartAt' target: A",
                "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"A\", \"States\": {}, \"X\": 1} | Field 'X' is not supported",
            })
    void definition_isRefusedWithItsReason(String definition, String message) {
        assertRefused(definition, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"Type\": \"Pass\", \"End\": true, \"Parameters\": {}}         | Field 'Parameters' is not supported at /States/A",
                "{\"Type\": \"Pass\", \"End\": true, \"ResultPath\": null}       | Field 'ResultPath' is not supported at /States/A",
                "{\"Type\": \"Pass\", \"End\": true, \"Result\": 1}              | Field 'Result' is not supported at /States/A",
                "{\"Type\": \"Pass\", \"End\": true, \"QueryLanguage\": \"JSONPath\"} | JSONPath is not supported at /States/A",
                "{\"Type\": \"Pass\"}                                            | Exactly one of the fields 'Next' and 'End'",
                "{\"Type\": \"Pass\", \"Next\": \"B\"}                           | Missing 'Next' target: B at /States/A",
                "{\"Type\": \"Pass\", \"End\": true, \"Output\": \"{% 1 + %}\"}  | is not valid",
                "{\"Type\": \"Pass\", \"End\": true, \"Assign\": {\"states\": 1}} | 'states' is not a valid name of a variable",
                "{\"Type\": \"Pass\", \"End\": true, \"Assign\": {\"a-b\": 1}}   | 'a-b' is not a valid name of a variable",
                "{\"Type\": \"Activity\", \"End\": true}                         | State type 'Activity' is not supported",
                "{\"Type\": \"Wait\", \"End\": true}                             | Exactly one of the fields 'Seconds' and 'Timestamp'",
                "{\"Type\": \"Wait\", \"End\": true, \"Seconds\": \"5\"}         | Field 'Seconds' must be a number",
                "{\"Type\": \"Choice\", \"Choices\": []}                         | at least one rule",
                "{\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$.x\", \"Next\": \"A\"}]} | Missing the required field 'Condition' at /States/A/Choices[0]",
                "{\"Type\": \"Task\", \"End\": true}                             | Missing the required field 'Resource'",
                "{\"Type\": \"Task\", \"End\": true, \"Resource\": \"arn:aws:states:::http:invoke\"} | The resource 'arn:aws:states:::http:invoke' is not supported",
                "{\"Type\": \"Task\", \"End\": true, \"Resource\": \"arn:aws:states:us-east-1:000000000000:activity:x.y\"} | is not supported",
                "{\"Type\": \"Task\", \"End\": true, \"Resource\": \"arn:aws:states:::lambda:invoke\", \"Credentials\": {}} | Field 'Credentials' is not supported",
                "{\"Type\": \"Task\", \"End\": true, \"Resource\": \"arn:aws:states:::lambda:invoke\", \"Retry\": [{\"ErrorEquals\": [\"States.ALL\", \"E\"]}]} | States.ALL must stand alone",
                "{\"Type\": \"Task\", \"End\": true, \"Resource\": \"arn:aws:states:::lambda:invoke\", \"Retry\": [{\"ErrorEquals\": []}]} | must name at least one error at /States/A/Retry[0]",
                "{\"Type\": \"Task\", \"End\": true, \"Resource\": \"arn:aws:states:::lambda:invoke\", \"Retry\": [{\"ErrorEquals\": [\"E\"], \"BackoffRate\": 0.5}]} | BackoffRate 1 or more",
                "{\"Type\": \"Task\", \"End\": true, \"Resource\": \"arn:aws:states:::lambda:invoke\", \"Catch\": [{\"ErrorEquals\": [\"E\"], \"Next\": \"A\", \"ResultPath\": \"$\"}]} | Field 'ResultPath' is not supported at /States/A/Catch[0]",
                "{\"Type\": \"Parallel\", \"End\": true, \"Branches\": []}       | at least one branch",
                "{\"Type\": \"Map\", \"End\": true, \"ItemProcessor\": {\"StartAt\": \"X\", \"States\": {\"X\": {\"Type\": \"Succeed\"}}}, \"ItemBatcher\": {}} | Field 'ItemBatcher' is not supported",
                "{\"Type\": \"Map\", \"End\": true, \"ItemProcessor\": {\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Succeed\"}}}} | Duplicate state name: A",
                "{\"Type\": \"Map\", \"End\": true, \"ItemProcessor\": {\"StartAt\": \"X\", \"States\": {\"X\": {\"Type\": \"Pass\", \"Next\": \"A\"}}}} | Missing 'Next' target: A",
            })
    void state_isRefusedWithItsPlace(String state, String message) {
        assertStateRefused(state, message);
    }

    @Test
    void stateThatCannotBeReached_isRefused() {
        assertRefused("""
                {"QueryLanguage": "JSONata", "StartAt": "A",
                 "States": {"A": {"Type": "Succeed"}, "B": {"Type": "Succeed"}}}""", "State \"B\" is not reachable");
    }

    @Test
    void create_again_returnsTheSameMachine() {
        StateMachine first = workbench.service().machines().create("m", MINIMAL, Workbench.ROLE);
        workbench.advance(1);

        assertThat(workbench.service().machines().create("m", MINIMAL, Workbench.ROLE))
                .isEqualTo(first);
    }

    @Test
    void create_withAnotherDefinition_isRefused() {
        workbench.service().machines().create("m", MINIMAL, Workbench.ROLE);

        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> workbench.service().machines().create("m", MINIMAL + " ", Workbench.ROLE))
                .extracting(ServiceException::code)
                .isEqualTo("StateMachineAlreadyExists");
    }

    @Test
    void delete_forgetsTheMachine() {
        StateMachine machine = workbench.service().machines().create("m", MINIMAL, Workbench.ROLE);

        workbench.service().machines().delete(machine.arn());
        workbench.restart();

        assertThat(workbench.service().machines().list()).isEmpty();
    }
}
