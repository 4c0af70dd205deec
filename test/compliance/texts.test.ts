import { RuleCatalogue } from "../../packages/checker/src/index";
import { goodPracticeExamples } from "./support/good-practice-examples";
import { hasTexts, standardExamples, textsOf } from "./support/rule-examples";

/**
 * The words of the rules, for reading in review: what a user is told about each example. For families of rules that
 * differ in data only, one member.
 */
const examples = [...standardExamples(), ...goodPracticeExamples()].filter((each) => hasTexts(each.rule));
const rules = [...new Set(examples.map((each) => each.rule))];

test.each(rules)("%s", (id) => {
  const rule = RuleCatalogue.get(id);
  const texts = examples
    .filter((each) => each.rule === id)
    .map((each) => [`# ${each.name}`, ...textsOf(rule, each)].join("\n"));
  expect(texts.join("\n\n")).toMatchSnapshot();
});

test("what each rule is about, and whether it speaks about all of a kind", () => {
  const lines = RuleCatalogue.all().map(({ id, title, clause, universal, evidence }) => {
    return `${id}: ${title} | ${clause} | ${universal ? "all" : "one"} | ${evidence.join(" ")}`;
  });
  expect(lines.join("\n")).toMatchSnapshot();
});
