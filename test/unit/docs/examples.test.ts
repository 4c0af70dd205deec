import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { App, Cloud, ProjectNetwork, ScsStack } from "../../../lib/index";
import { type CodeExample, docCommentExamples, pageExamples } from "../../support/code-examples";

/**
 * Every example that the documentation shows is type-checked and run; where a line ends in `; // value`, the expression
 * has that value. What an example takes for granted (`app`, `stack`, `network`, `server`) is there.
 */
const ROOT = join(__dirname, "../../..");
const MODULES = [
  "scs-blueprints",
  "scs-blueprints/scs",
  "scs-blueprints/compliance",
  "scs-blueprints/graph",
  "scs-blueprints/fleet",
  "scs-blueprints/kubernetes",
  "scs-blueprints/tenant",
  "scs-blueprints/kaas",
  "scs-blueprints/tarook",
  "scs-blueprints/operator",
  "scs-blueprints/yaook",
  "scs-blueprints/osism",
  "scs-blueprints/testing",
];
const GIVEN = {
  app: "new App()",
  stack: 'new ScsStack(app, "example", { cloud: Cloud.fromEnvironment() })',
  network: 'new ProjectNetwork(stack, "given-network", { tiers: ["web", "db"] })',
  server:
    'new Server(stack, "given-server", { tier: network.tier("web"), flavor: Flavor.SCS_2V_4, image: Image.ubuntu("24.04") })',
  bastion: "server",
  observedFlavors: '[{ name: "SCS-2V-4", vcpus: 2, ramMiB: 4096, diskGB: 0, extraSpecs: {} }]',
};

const examples = [...docCommentExamples(), ...pageExamples()];
const folder = mkdtempSync(join(tmpdir(), "scs-blueprints-examples-"));
const home = process.cwd();

/** Examples run in a folder that holds what they read: a synthesized app, a newer set of data, a context. */
beforeAll(() => {
  cpSync(join(ROOT, "packages/standards/src/data"), join(folder, "new-data"), { recursive: true });
  cpSync(join(ROOT, "test/data/scs-context-sandbox.json"), join(folder, "scs-context/sandbox.json"));
  process.chdir(folder);
  const app = new App();
  new ProjectNetwork(new ScsStack(app, "given", { cloud: Cloud.fromEnvironment() }), "network");
  app.synth();
});
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});

/** The example as a module of its own: imports, givens, expected values. */
function asModule({ code }: CodeExample): string {
  const given: string[] = [];
  for (const [name, value] of Object.entries(GIVEN).reverse()) {
    const text = `${code}\n${given.join("\n")}${/Compliance/.test(code) ? "\nnetwork" : ""}`; // a check wants something to check
    if (uses(name, text) && !new RegExp(`(const|let) ${name}\\b`).test(code)) {
      given.unshift(`const ${name} = ${value};`);
    }
  }
  const checked = code.replace(
    /^(?!\s*(?:const|let|return|throw|import|\/\/))(.+?); \/\/ (.+)$/gm,
    (line, expression: string, value: string) => (isJson(value) ? `expect(${expression}).toEqual(${value});` : line),
  );
  const body = [...given, checked].join("\n");
  const own = /^import /m.test(code);
  const taken = new Set<string>();
  const imports = MODULES.flatMap((module) => {
    const exported = exportsOf(module);
    const names = exported.filter(
      (name) => uses(name, body) && !taken.has(name) && !(own && uses(name, importsOf(code))),
    );
    names.forEach((name) => taken.add(name));
    return names.length === 0 ? [] : [`import { ${names.join(", ")} } from "${module}";`];
  });
  return [...imports, body, "export {};"].join("\n");
}

/** Whether code has an identifier; what stands within quotes is none. */
const uses = (name: string, code: string) =>
  new RegExp(`\\b${name}\\b`).test(code.replace(/"(?:[^"\\\n]|\\.)*"/g, '""'));

/** Names that a module exports, types too. */
function exportsOf(module: string): readonly string[] {
  const known = exported.get(module);
  if (known !== undefined) {
    return known;
  }
  const program = ts.createProgram(MODULES.map(pathOf), compilerOptions());
  const checker = program.getTypeChecker();
  for (const each of MODULES) {
    const symbol = checker.getSymbolAtLocation(program.getSourceFile(pathOf(each))!)!;
    exported.set(
      each,
      checker.getExportsOfModule(symbol).map((one) => one.name),
    );
  }
  return exported.get(module)!;
}
const exported = new Map<string, readonly string[]>();

const importsOf = (code: string) => [...code.matchAll(/^import [^;]*;/gm)].map(([text]) => text).join("\n");
const pathOf = (module: string) => {
  const name = module.replace(/^scs-blueprints\/?/, "");
  return [`lib/${name}/index.ts`, `lib/blueprints/${name}/index.ts`, `lib/${name}.ts`]
    .map((file) => join(ROOT, file))
    .find(existsSync)!;
};
const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

test("there are examples, in the code and on the pages", () => {
  expect(docCommentExamples().length).toBeGreaterThan(15);
  expect(pageExamples().length).toBeGreaterThan(0);
});

test("all are well typed", () => {
  const names = new Map(examples.map((example, index) => [join(ROOT, "test", `example-${index}.ts`), example]));
  const options = compilerOptions();
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  const getSourceFile = host.getSourceFile.bind(host);
  host.fileExists = (file) => names.has(file) || fileExists(file);
  host.readFile = (file) => (names.has(file) ? asModule(names.get(file)!) : readFile(file));
  host.getSourceFile = (file, version) =>
    names.has(file) ? ts.createSourceFile(file, asModule(names.get(file)!), version) : getSourceFile(file, version);
  const unused = { noUnusedLocals: false, noUnusedParameters: false };
  const program = ts.createProgram([...names.keys()], { ...options, ...unused }, host);
  const problems = ts
    .getPreEmitDiagnostics(program)
    .filter((one) => one.file !== undefined && names.has(one.file.fileName))
    .map((one) => `${names.get(one.file!.fileName)!.at}: ${ts.flattenDiagnosticMessageText(one.messageText, "\n")}`);
  expect(problems).toEqual([]);
}, 60_000);

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  const typeRoots = [join(ROOT, "node_modules/@types")];
  return { ...options, typeRoots, paths: Object.fromEntries(MODULES.map((module) => [module, [pathOf(module)]])) };
}

test.each(examples.map((example): [string, CodeExample] => [example.at, example]))("%s runs", (_, example) => {
  const { outputText } = ts.transpileModule(asModule(example), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
  });
  const load = (module: string) => jest.requireActual(MODULES.includes(module) ? pathOf(module) : module);
  const run = () => new Function("require", "exports", "process", "expect", outputText)(load, {}, process, expect);
  if (/^\s*throw /m.test(example.code)) {
    expect(run).toThrow();
  } else {
    run();
  }
});
