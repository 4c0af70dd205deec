import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { readFileSync } from "node:fs";
import { refuse } from "@scs-blueprints/standards/errors";

/** A JSON object. @internal */
export type JsonObject = Readonly<Record<string, unknown>>;

/** @internal */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The members of `value[key]` that are objects themselves. @internal */
export function objectsOf(value: JsonObject, key: string): [string, JsonObject][] {
  const inner = value[key];
  return isObject(inner) ? Object.entries(inner).flatMap(([name, each]) => (isObject(each) ? [[name, each]] : [])) : [];
}

/** The objects of the list `value[key]`. @internal */
export function listOf(value: JsonObject, key: string): JsonObject[] {
  const inner = value[key];
  return Array.isArray(inner) ? inner.filter(isObject) : [];
}

/** The text at `value[key]`. @internal */
export function textOf(value: JsonObject, key: string): string | undefined {
  const inner = value[key];
  return typeof inner === "string" ? inner : undefined;
}

/**
 * Reads a JSON object from a file.
 *
 * @throws BlueprintError `code` when the file cannot be read or is no JSON object
 * @internal
 */
export function readJsonObject(path: string, code: ErrorCode, what: string, fix: string): JsonObject {
  let text: string;
  try {
    text = decoded(readFileSync(path));
  } catch (error) {
    throw refuse(code, {
      what: `${what} cannot be read`,
      got: `${path}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
      fix,
    });
  }
  return parseJsonObject(text, path, code, what, fix);
}

/** PowerShell writes UTF-16 where a command's output goes to a file. */
function decoded(bytes: Buffer): string {
  const mark = bytes.toString("latin1", 0, 2);
  return mark === "\xFF\xFE" ? bytes.toString("utf16le") : bytes.toString("utf8");
}

/** @internal */
export function parseJsonObject(text: string, from: string, code: ErrorCode, what: string, fix: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    // no part of the text: a plan holds secrets
    const message = error instanceof Error ? error.message : "";
    const position = /position \d+(?: \(line \d+ column \d+\))?/.exec(message)?.[0];
    const at = position ?? (message.includes("end of JSON input") ? "the end" : undefined);
    throw refuse(code, {
      what: `${what} is not JSON`,
      got: `${from}: ${text.length === 0 ? "an empty file" : `${text.length} characters${at === undefined ? "" : `, wrong at ${at}`}`}`,
      allowed: "one JSON object",
      fix,
    });
  }
  if (!isObject(value)) {
    throw refuse(code, {
      what: `${what} is not a JSON object`,
      got: `${from}: ${Array.isArray(value) ? "a list" : value === null ? "null" : `a ${typeof value}`}`,
      allowed: "one JSON object",
      fix,
    });
  }
  return value;
}
