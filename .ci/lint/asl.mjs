// Checks definitions of state machines: asl.mjs DEFINITION..., prints findings as JSON.
import { readFileSync } from "node:fs";
import validate from "asl-validator";

function findings(definition) {
  return validate(JSON.parse(readFileSync(definition, "utf8"))).errors.map((error) => ({
    definition,
    rule: error["Error code"],
    says: error.Message.trim(),
  }));
}

console.log(JSON.stringify(process.argv.slice(2).flatMap(findings)));
