import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import * as yaook from "../../../../lib/blueprints/yaook/index";
import * as core from "../../../../lib/index";
import * as kubernetes from "../../../../lib/kubernetes/index";

/** An object as it is sent. */
export interface SentObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string; readonly [key: string]: unknown };
  readonly spec: Record<string, unknown>;
}

const MODULES: Record<string, unknown> = {
  "scs-blueprints": core,
  "scs-blueprints/kubernetes": kubernetes,
  "scs-blueprints/yaook": yaook,
};

/** Runs a program that an import has written. @returns what it would send, and the synthesized stack */
export function runProgram(text: string, definitions: string): { sent: SentObject[]; stack: Record<string, unknown> } {
  const { outputText } = ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  const folder = mkdtempSync(join(tmpdir(), "scsbp-import-"));
  const home = process.cwd();
  try {
    mkdirSync(join(folder, "cdktf.out"));
    writeFileSync(join(folder, "definitions.yaml"), definitions);
    process.chdir(folder);
    new Function("require", "exports", outputText)((name: string) => MODULES[name], {});
    const stack = JSON.parse(readFileSync("cdktf.out/stacks/yaook/cdk.tf.json", "utf8")) as {
      resource: { kubectl_manifest: Record<string, { yaml_body: string }> };
    };
    const sent = Object.values(stack.resource.kubectl_manifest).map(({ yaml_body }) => {
      // as Terraform reads it
      return JSON.parse(yaml_body.replace(/([$%])\1(?=\{)/g, "$1")) as SentObject;
    });
    return { sent, stack };
  } finally {
    process.chdir(home);
    rmSync(folder, { recursive: true, force: true });
  }
}
