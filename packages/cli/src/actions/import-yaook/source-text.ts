import { Code, isMap } from "./spec-reading";

/** Columns that a line has at most, where it can be broken. */
const WIDTH = 120;

/**
 * A value as TypeScript, as prettier writes it with a width of 120: the same value is always the same text.
 *
 * @param indent spaces before the line that it ends in
 * @param column where it begins
 */
export function sourceText(value: unknown, indent: number, column: number): string {
  if (value instanceof Code) {
    return value.text;
  }
  if (typeof value === "string") {
    return quoted(value);
  }
  if (Array.isArray(value)) {
    return listText(value, indent, column);
  }
  if (isMap(value)) {
    const lines = Object.entries(value).map(([key, one]) => property(key, one, indent + 2));
    return lines.length === 0 ? "{}" : `{\n${lines.join("\n")}\n${" ".repeat(indent)}}`;
  }
  return String(value);
}

/** A line, or several, of an object. */
export function property(key: string, value: unknown, indent: number): string {
  if (value instanceof Code && value.text === key) {
    return `${" ".repeat(indent)}${key},`;
  }
  const head = `${" ".repeat(indent)}${propertyName(key)}: `;
  const text = sourceText(value, indent, head.length);
  // prettier puts a text that does not fit into a line of its own
  return typeof value === "string" && head.length + text.length + 1 > WIDTH
    ? `${head.trimEnd()}\n${" ".repeat(indent + 2)}${text},`
    : `${head}${text},`;
}

function listText(values: readonly unknown[], indent: number, column: number): string {
  const inline = `[${values.map((one) => sourceText(one, indent, column)).join(", ")}]`;
  const table = values.length > 1 && values.every((one) => Array.isArray(one) && one.length > 1);
  if (!inline.includes("\n") && column + inline.length + 1 <= WIDTH && !table) {
    return inline;
  }
  const inner = indent + 2;
  const lines = values.map((one) => `${" ".repeat(inner)}${sourceText(one, inner, inner)},`);
  return `[\n${lines.join("\n")}\n${" ".repeat(indent)}]`;
}

function propertyName(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) && key !== "__proto__" ? key : quoted(key);
}

/** With the quotes that need fewer escapes, double ones by preference. */
export function quoted(text: string): string {
  const json = JSON.stringify(text).replace(/[\u2028\u2029\u007f-\u009f\ufeff]/g, escaped);
  const count = (mark: string) => text.split(mark).length - 1;
  if (count('"') <= count("'")) {
    return json;
  }
  return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

const escaped = (one: string) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`;
