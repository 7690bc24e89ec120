// Runs the rule packs of cdk-nag over resolved templates: nag.mjs TEMPLATE..., prints findings as JSON.
import { App, Stack } from "aws-cdk-lib";
import { CfnInclude } from "aws-cdk-lib/cloudformation-include";
import * as nag from "cdk-nag";

const packs = [
  nag.AwsSolutionsChecks,
  nag.ServerlessChecks,
  nag.NIST80053R5Checks,
  nag.HIPAASecurityChecks,
  nag.PCIDSS321Checks,
];

function findings(template) {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, "Stack", { env: { account: "123456789012", region: "us-east-1" } });
  new CfnInclude(stack, "Template", { templateFile: template });
  return packs
    .flatMap((Pack) => new Pack(app, { verbose: true }).validateScope(app).violations)
    .flatMap((violation) =>
      violation.violatingResources.map((resource) => ({
        template,
        rule: violation.ruleName,
        resource: resource.constructPath.split("/").pop(),
        says: violation.description,
      })),
    );
}

console.log(JSON.stringify(process.argv.slice(2).flatMap(findings)));
