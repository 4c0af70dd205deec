/**
 * Writes dist/api-types.json: what each public function takes, as the shipped .d.ts files say it. lib/core/argument-check.ts holds
 * programs to it, because tsx does not check types. Made with the library by prepare.mjs.
 */
import { writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import ts from "typescript";

/**
 * @param root of the repository, with a compiled dist/
 * @param api what `readApi` read
 */
export function writeApiTypes(root, { checker, modules }) {
  const reader = new TypeReader(checker, root + sep);
  modules.forEach(({ values }) => values.forEach((symbol) => reader.define(symbol)));
  reader.noteMakers();
  const sorted = Object.fromEntries([...reader.types].sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(join(root, "dist", "api-types.json"), JSON.stringify(sorted));
}

class TypeReader {
  types = new Map();
  makers = [];
  /** Behaviour interfaces of each class. */
  interfaces = new Map();

  constructor(checker, root) {
    this.checker = checker;
    this.root = root;
  }

  /** Notes a class, enum or interface of ours, once. @returns its name, or undefined for anything else */
  define(symbol) {
    const own = symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
    const declaration = own.declarations?.find(
      (each) => ts.isClassDeclaration(each) || ts.isInterfaceDeclaration(each) || ts.isEnumDeclaration(each),
    );
    if (declaration === undefined || !this.isOurs(declaration)) {
      return undefined;
    }
    const { name } = own;
    if (!this.types.has(name)) {
      this.types.set(name, {}); // types may refer to themselves
      this.types.set(name, this.definition(own, declaration));
    }
    return name;
  }

  isOurs(declaration) {
    const { fileName } = declaration.getSourceFile();
    return fileName.startsWith(this.root) && fileName.includes("/dist/") && !fileName.includes("/node_modules/");
  }

  definition(symbol, declaration) {
    if (ts.isEnumDeclaration(declaration)) {
      return {
        values: Object.fromEntries(
          declaration.members.map((each) => [each.name.getText(), this.checker.getConstantValue(each)]),
        ),
      };
    }
    const all = this.checker.getDeclaredTypeOfSymbol(symbol).getProperties();
    // what a class has of the engine's differs between versions of it
    const members = all.filter((each) => isPublic(each) && each.declarations?.some((one) => this.isOurs(one)));
    if (ts.isInterfaceDeclaration(declaration) && !/^I[A-Z]/.test(symbol.name)) {
      return { fields: Object.fromEntries(members.map((each) => [each.name, this.slot(each, declaration)])) };
    }
    const required = members.filter((each) => !(each.flags & ts.SymbolFlags.Optional)).map(({ name }) => name);
    if (ts.isInterfaceDeclaration(declaration)) {
      return { members: required };
    }
    const constructor = declaration.members.find(ts.isConstructorDeclaration);
    const statics = this.checker
      .getTypeOfSymbolAtLocation(symbol, declaration)
      .getProperties()
      .filter((each) => isPublic(each) && each.valueDeclaration?.parent === declaration);
    const heritage =
      declaration.heritageClauses?.filter((each) => each.token === ts.SyntaxKind.ImplementsKeyword) ?? [];
    this.interfaces.set(
      symbol.name,
      heritage.flatMap((each) => each.types.map((one) => one.expression.getText())),
    );
    const methods = members.filter((each) => each.valueDeclaration?.parent === declaration);
    if (constructor !== undefined && isPublic(constructor)) {
      const parameters = constructor.parameters.map((each) => each.name.getText());
      this.makers.push({
        of: symbol.name,
        text: `new ${symbol.name}(${parameters.join(", ")})`,
        rank: parameters.length,
      });
    }
    statics.forEach((each) => this.noteMaker(each, symbol.name));
    methods.filter((each) => each.flags & ts.SymbolFlags.Method).forEach((each) => this.noteMaker(each, symbol.name));
    return {
      members: required,
      ...(constructor !== undefined && isPublic(constructor) ? { constructor: this.parameters(constructor) } : {}),
      statics: this.functions(statics),
      methods: this.functions(methods),
    };
  }

  /** With each class and behaviour interface, the functions and constants that give one. */
  noteMakers() {
    for (const { of, text } of this.makers.sort((a, b) => a.rank - b.rank)) {
      for (const name of [of, ...(this.interfaces.get(of) ?? [])]) {
        const definition = this.types.get(name);
        if (definition?.members !== undefined) {
          (definition.makers ??= []).push(text);
        }
      }
    }
  }

  /** Functions with few parameters come first, constants last. */
  noteMaker(member, owner) {
    const type = this.checker.getTypeOfSymbol(member);
    const signature = type.getCallSignatures()[0];
    const of = (signature?.getReturnType() ?? type).symbol?.name;
    const parameters = signature?.parameters.map(({ name }) => name) ?? [];
    if (of !== undefined && !(member.flags & ts.SymbolFlags.Accessor)) {
      const text = `${owner}.${member.name}${signature === undefined ? "" : `(${parameters.join(", ")})`}`;
      this.makers.push({ of, text, rank: signature === undefined ? 99 : parameters.length });
    }
  }

  functions(symbols) {
    const declared = symbols
      .map((each) => [each.name, each.valueDeclaration])
      .filter(([, each]) => each && ts.isMethodDeclaration(each));
    return Object.fromEntries(declared.map(([name, each]) => [name, this.parameters(each)]));
  }

  parameters(declaration) {
    return declaration.parameters.map((each) => ({
      name: each.name.getText(),
      ...this.typed(this.checker.getTypeAtLocation(each), this.checker.isOptionalParameter(each)),
      ...(each.dotDotDotToken === undefined ? {} : { rest: true }),
    }));
  }

  slot(symbol, at) {
    return this.typed(
      this.checker.getTypeOfSymbolAtLocation(symbol, at),
      (symbol.flags & ts.SymbolFlags.Optional) !== 0,
    );
  }

  typed(type, optional) {
    return { type: this.type(this.checker.getNonNullableType(type)), ...(optional ? { optional } : {}) };
  }

  /** A type in words that the check reads: a name, `any`, or an object for lists, maps and choices. */
  type(type) {
    const { flags } = type;
    if (flags & ts.TypeFlags.StringLike && !(flags & ts.TypeFlags.EnumLike)) {
      return "string";
    }
    if (flags & ts.TypeFlags.NumberLike && !(flags & ts.TypeFlags.EnumLike)) {
      return "number";
    }
    if (flags & ts.TypeFlags.BooleanLike) {
      return "boolean";
    }
    if (flags & ts.TypeFlags.EnumLike) {
      const symbol =
        flags & ts.TypeFlags.EnumLiteral && !type.isUnion() ? (type.symbol.parent ?? type.symbol) : type.symbol;
      return this.define(symbol) ?? "any";
    }
    if (type.isUnion()) {
      const parts = [...new Set(type.types.map((each) => JSON.stringify(this.type(each))))].map((each) =>
        JSON.parse(each),
      );
      return parts.includes("any") ? "any" : parts.length === 1 ? parts[0] : { oneOf: parts };
    }
    if (this.checker.isArrayType(type)) {
      return { list: this.type(this.checker.getTypeArguments(type)[0]) };
    }
    if (type.getCallSignatures().length > 0) {
      return "any";
    }
    const name = type.symbol === undefined ? undefined : this.define(type.symbol);
    if (name !== undefined) {
      return name;
    }
    if (type.symbol?.name === "Construct") {
      return "Construct";
    }
    const index = type.getStringIndexType();
    return index !== undefined && type.getProperties().length === 0 ? { map: this.type(index) } : "any";
  }
}

function isPublic(symbolOrDeclaration) {
  const declaration =
    symbolOrDeclaration.declarations?.[0] ?? symbolOrDeclaration.valueDeclaration ?? symbolOrDeclaration;
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return (ts.getCombinedModifierFlags(declaration) & hidden) === 0;
}
