/**
 * Mutation test of the compliance rules: spoils their source one operator at a time and demands that the table of
 * examples (test/compliance/support) notices.
 *
 *   node test/bench/mutation.mjs            all rules; prints survivors, exit code 1 when there are some
 *   node test/bench/mutation.mjs scs-0115   only files whose path contains this
 */
import { readFileSync, readdirSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
/** Made anew for each round: a module remembers all that it ever required. */
let require = createRequire(import.meta.url);
const COMPLIANCE = join(root, "packages/checker/src/");
const EXAMPLES = join(root, "test/compliance/support/");

const compiled = new Map();
let spoiled = { file: "", text: "" };

function compile(file) {
  if (file === spoiled.file) {
    return transpile(spoiled.text, file);
  }
  if (!compiled.has(file)) {
    compiled.set(file, transpile(readFileSync(file, "utf8"), file));
  }
  return compiled.get(file);
}

function transpile(text, fileName) {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  return ts.transpileModule(text, { fileName, compilerOptions }).outputText;
}

Module._extensions[".ts"] = (module, file) => module._compile(compile(file), file);

/** Words of the unspoiled rules, by number of the example: texts.test.ts keeps them. */
let words;

/** Rules that a file can change: those of its standard or theme, or all. */
function concerned(file, rule) {
  const name = basename(file, ".ts");
  if (name === "kaas") {
    return !/^(?:scs|good-practice)-/.test(rule);
  }
  const prefix = /^(?:scs-\d+|good-practice)/.exec(name)?.[0];
  return prefix === undefined || rule.startsWith(`${prefix}-`);
}

/** The first example that a rule answers differently than the table says; undefined when all are as said. */
function firstDifference() {
  const whole = words === undefined;
  for (const file of Object.keys(require.cache)) {
    if (file.startsWith(COMPLIANCE) || file.startsWith(EXAMPLES)) {
      Reflect.deleteProperty(require.cache, file);
    }
  }
  require = createRequire(import.meta.url);
  try {
    const { RuleCatalogue } = require(join(COMPLIANCE, "rules/catalogue.ts"));
    const { hasTexts, outcomeOf, standardExamples, textsOf } = require(join(EXAMPLES, "rule-examples.ts"));
    const { goodPracticeExamples } = require(join(EXAMPLES, "good-practice-examples.ts"));
    const examples = [...goodPracticeExamples(), ...standardExamples()];
    const rules = RuleCatalogue.all().map((rule) => [rule.id, rule.title, rule.clause, rule.universal, rule.evidence]);
    const said = new Map([["rules", JSON.stringify(rules)]]);
    for (const [index, each] of examples.entries()) {
      if (!whole && !concerned(spoiled.file, each.rule)) {
        continue;
      }
      const rule = RuleCatalogue.get(each.rule);
      if (outcomeOf(rule, each) !== each.expect) {
        return each.name;
      }
      if (hasTexts(each.rule)) {
        said.set(index, textsOf(rule, each).join("\n"));
        if (!whole && words.get(index) !== said.get(index)) {
          return `words of ${each.name}`;
        }
      }
    }
    words ??= said;
    return words.get("rules") === said.get("rules") ? undefined : "words of a rule";
  } catch (error) {
    return `throws ${error.message}`;
  }
}

const BINARY = new Map([
  ["===", "!=="],
  ["!==", "==="],
  ["<", "<="],
  ["<=", "<"],
  [">", ">="],
  [">=", ">"],
  ["&&", "||"],
  ["||", "&&"],
]);

const OUTCOMES = new Map([
  ["PASS", "FAIL"],
  ["FAIL", "PASS"],
  ["WARN", "PASS"],
  ["DEFERRED", "PASS"],
  ["NOT_LOOKED_AT", "PASS"],
  ["NOT_APPLICABLE", "FAIL"],
]);

/** All ways to spoil a file by one change. */
function mutantsOf(file) {
  const text = readFileSync(file, "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const mutants = [];
  const replace = (node, by) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    mutants.push({
      file,
      line: line + 1,
      change: `${node.getText().slice(0, 60).replace(/\s+/g, " ")} → ${by.slice(0, 60).replace(/\s+/g, " ")}`,
      text: text.slice(0, node.getStart()) + by + text.slice(node.getEnd()),
    });
  };
  const visit = (node) => {
    if (ts.isBinaryExpression(node) && BINARY.has(node.operatorToken.getText())) {
      replace(node.operatorToken, BINARY.get(node.operatorToken.getText()));
    }
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
      replace(node, node.operand.getText());
    }
    if (ts.isConditionalExpression(node)) {
      replace(node.condition, `!(${node.condition.getText()})`);
    }
    if (ts.isIfStatement(node)) {
      replace(node.expression, `!(${node.expression.getText()})`);
    }
    if (ts.isPropertyAccessExpression(node) && node.expression.getText() === "Outcome") {
      replace(node.name, OUTCOMES.get(node.name.getText()));
    }
    if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) {
      replace(node, node.kind === ts.SyntaxKind.TrueKeyword ? "false" : "true");
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return mutants;
}

function filesBelow(dir) {
  return readdirSync(dir, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(dir, entry.name)) : [join(dir, entry.name)]))
    .sort();
}

const wanted = process.argv[2] ?? "";
const files = filesBelow(join(COMPLIANCE, "rules")).filter(
  (file) => relative(root, file).includes(wanted) && !/catalogue\.ts$/.test(file),
);

const before = firstDifference();
if (before !== undefined) {
  console.error(`the table fails without any mutation: ${before}`);
  process.exit(2);
}
const started = Date.now();
const mutants = files.flatMap(mutantsOf);
const survivors = mutants.filter((mutant) => {
  spoiled = { file: mutant.file, text: mutant.text };
  return firstDifference() === undefined;
});
for (const { file, line, change } of survivors) {
  console.log(`survived: line ${line} of ${relative(COMPLIANCE, file)}: ${change}`);
}
console.log(
  `${mutants.length} mutants in ${files.length} files, ${mutants.length - survivors.length} noticed, ` +
    `${survivors.length} survived; ${((Date.now() - started) / 1000).toFixed(0)} s`,
);
process.exit(survivors.length === 0 ? 0 : 1);
