package farebox.local.up;

import farebox.local.dynamo.IndexDefinition;
import farebox.local.dynamo.KeySchema;
import farebox.local.dynamo.TableDefinition;
import farebox.local.template.Deployment;

/** Tables as the template's reader has them, as the local DynamoDB wants them. */
final class Tables {
    private Tables() {}
}
