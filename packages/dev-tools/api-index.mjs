/**
 * Writes packages/cli/dist/api.json, which `scs-blueprints docs` reads: what every import path exports, with docs, props and defaults, as
 * the shipped .d.ts files say it. Made with the library by prepare.mjs; programs that use the library never load TypeScript.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import ts from "typescript";

/**
 * What the entries of package.json's `exports` that have types export.
 *
 * @param root of the repository, with a compiled dist/
 * @returns for each entry its import path, its .d.ts, what it exports, and which of that is there when a program runs
 */
export function readApi(root) {
  const modules = modulesOf(root);
  const program = ts.createProgram(
    modules.map(({ file }) => file),
    { moduleResolution: ts.ModuleResolutionKind.Node16, module: ts.ModuleKind.Node16, skipLibCheck: true, types: [] },
  );
  const checker = program.getTypeChecker();
  const withExports = modules.map(({ name, file }) => {
    const symbol = checker.getSymbolAtLocation(program.getSourceFile(file));
    const exported = symbol === undefined ? [] : checker.getExportsOfModule(symbol);
    const values = exported.filter((each) => target(checker, each).flags & ts.SymbolFlags.Value);
    return { name, file, exported, values };
  });
  return { checker, modules: withExports };
}

/** What a symbol is, behind `export … from`. */
function target(checker, symbol) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** @param root of the repository */
export function writeApiIndex(root, { checker, modules }) {
  const reader = new Reader(checker, root);
  const entries = new Map();
  for (const { name, exported: symbols } of modules) {
    for (const exported of symbols) {
      const known = entries.get(exported.name);
      const entry = known ?? reader.entry(exported);
      if (entry !== undefined) {
        entries.set(exported.name, { ...entry, modules: [...(known?.modules ?? []), name] });
      }
    }
  }
  for (const entry of entries.values()) {
    if (entries.has(entry.props)) {
      delete entry.propsMembers; // the interface has an entry of its own
    }
  }
  const sorted = [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  writeFileSync(join(root, "packages/cli/dist/api.json"), JSON.stringify(sorted));
}

/** Import paths that have types; the shortest comes first, so that it is the one to show. */
function modulesOf(root) {
  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return Object.entries(exports)
    .filter(([, target]) => typeof target.types === "string")
    .map(([path, target]) => ({
      name: join("scs-blueprints", path).replaceAll(sep, "/"),
      file: join(root, target.types),
    }))
    .filter(({ file }) => existsSync(file));
}

class Reader {
  constructor(checker, root) {
    this.checker = checker;
    this.root = root + sep;
  }

  isOurs(declaration) {
    const { fileName } = declaration.getSourceFile();
    return fileName.startsWith(this.root) && fileName.includes("/dist/") && !fileName.includes("/node_modules/");
  }

  /** @returns undefined for what is not a class, interface or enum of this package */
  entry(exported) {
    const symbol = target(this.checker, exported);
    const declaration = symbol.declarations?.find(
      (each) => ts.isClassDeclaration(each) || ts.isInterfaceDeclaration(each) || ts.isEnumDeclaration(each),
    );
    if (declaration === undefined || !this.isOurs(declaration)) {
      return undefined;
    }
    const base = { name: exported.name, ...this.docs(symbol) };
    if (ts.isEnumDeclaration(declaration)) {
      return { ...base, kind: "enum", values: declaration.members.map((each) => this.value(each)) };
    }
    const members = this.own(this.checker.getDeclaredTypeOfSymbol(symbol).getProperties());
    if (ts.isInterfaceDeclaration(declaration)) {
      return { ...base, kind: "interface", members: members.map((each) => this.member(each)) };
    }
    const statics = this.own(this.checker.getTypeOfSymbolAtLocation(symbol, declaration).getProperties());
    const constructor = declaration.members.find(ts.isConstructorDeclaration);
    const parameters = (constructor?.parameters ?? []).map((each) => each.getText());
    const props = constructor?.parameters.map((each) => this.propsType(each)).find((each) => each !== undefined);
    return {
      ...base,
      kind: "class",
      ...(constructor === undefined || this.isHidden(constructor)
        ? {}
        : { parameters, ...this.constructorDocs(constructor) }),
      ...(props === undefined ? {} : { props: props.name, propsMembers: props.members }),
      statics: statics.map((each) => this.member(each)),
      members: members.map((each) => this.member(each)),
    };
  }

  propsType(parameter) {
    const type = parameter.type === undefined ? undefined : this.checker.getTypeFromTypeNode(parameter.type);
    const name = type?.symbol?.name ?? "";
    return /(Props|Options)$/.test(name)
      ? { name, members: this.own(type.getProperties()).map((each) => this.member(each)) }
      : undefined;
  }

  /** Not those of the engine's classes, and not private ones. */
  own(symbols) {
    return symbols.filter((symbol) => {
      const [declaration] = symbol.declarations ?? [];
      return (
        declaration !== undefined &&
        this.isOurs(declaration) &&
        !this.isHidden(declaration) &&
        !symbol.name.startsWith("__")
      );
    });
  }

  isHidden(declaration) {
    return (ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !== 0;
  }

  member(symbol) {
    const [declaration] = symbol.declarations;
    const isMethod = ts.isMethodDeclaration(declaration) || ts.isMethodSignature(declaration);
    const type = oneLine(declaration.type?.getText() ?? "");
    const parameters = isMethod ? `(${declaration.parameters.map((each) => oneLine(each.getText())).join(", ")})` : "";
    return {
      name: symbol.name,
      ...(isMethod ? { signature: `${symbol.name}${parameters}: ${type}` } : { type }),
      ...(declaration.questionToken === undefined ? {} : { optional: true }),
      ...this.docs(symbol),
    };
  }

  value(member) {
    const value = this.checker.getConstantValue(member);
    return { name: member.name.getText(), value, ...this.docs(this.checker.getSymbolAtLocation(member.name)) };
  }

  docs(symbol) {
    const doc = ts.displayPartsToString(symbol.getDocumentationComment(this.checker));
    return { ...(doc === "" ? {} : { doc: plain(doc) }), ...tagsOf(symbol.getJsDocTags(this.checker)) };
  }

  constructorDocs(constructor) {
    const { throws = [] } = tagsOf(this.checker.getSignatureFromDeclaration(constructor).getJsDocTags());
    return throws.length === 0 ? {} : { throws };
  }
}

function tagsOf(tags) {
  const of = (name) => tags.filter((tag) => tag.name === name).map((tag) => ts.displayPartsToString(tag.text));
  const [byDefault] = of("default");
  const [example, throws] = [of("example"), of("throws").map((each) => plain(each))];
  return {
    ...(byDefault === undefined ? {} : { default: plain(byDefault.replace(/^-\s*/, "")) }),
    ...(example.length === 0 ? {} : { example: example[0] }),
    ...(throws.length === 0 ? {} : { throws }),
  };
}

/** `{@link X}` as X. */
const plain = (text) =>
  text.replaceAll(/\{@link\s+([^}|]+?)(?:\s*\|\s*([^}]+))?\}/g, (_, name, label) => label ?? name).trim();

const oneLine = (text) => text.replaceAll(/\s+/g, " ");
