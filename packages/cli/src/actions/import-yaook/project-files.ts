import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { packageRoot } from "@scs-blueprints/toolkit";
import { shellQuote } from "@scs-blueprints/standards/internal";
import type { LiveObject } from "./live-object";
import { STACK } from "./program-text";
import type { Json } from "./spec-reading";

/** What the files of a program are made of. */
export interface ProjectProps {
  /** main.ts. */
  readonly main: string;
  /** Definitions of the kinds; none where they may not be read. */
  readonly definitions: readonly Json[];
  /** Context of the kubeconfig. */
  readonly context: string;
  readonly objects: readonly LiveObject[];
}

/** All files of a program, by name. */
export function projectFiles(props: ProjectProps): Record<string, string> {
  const { main, definitions } = props;
  return {
    "main.ts": main,
    "cdktf.json": jsonText({
      language: "typescript",
      app: "npx tsx main.ts",
      projectId: "scs-blueprints-import-yaook",
      sendCrashReports: "false",
    }),
    "package.json": jsonText(manifest()),
    ".gitignore": "node_modules/\ncdktf.out/\n*.tfstate*\n",
    "README.md": readme(props),
    ...(definitions.length > 0 && { "definitions.yaml": definitions.map((one) => stringify(one)).join("---\n") }),
  };
}

/** What a program needs beside our packages; the library's package.json has the same. */
export const PROGRAM_DEPENDENCIES: Readonly<Record<string, string>> = {
  "@cdktf/provider-kubernetes": "^12.1.0",
  cdktf: "^0.21.0",
  constructs: "^10.4.2",
};

/** What a program is worked on with. */
export const PROGRAM_TOOLS: Readonly<Record<string, string>> = {
  "cdktf-cli": "^0.21.0",
  tsx: "*",
  typescript: "5.9.3",
};

function manifest(): Json {
  const { version } = JSON.parse(readFileSync(join(packageRoot(__dirname), "package.json"), "utf8")) as {
    version: string;
  };
  return {
    name: "yaook-cloud",
    version: "0.1.0",
    private: true,
    description: "Custom resources of a Yaook cloud",
    dependencies: { ...PROGRAM_DEPENDENCIES, "scs-blueprints": `^${version}` },
    devDependencies: { "@scs-blueprints/cli": `^${version}`, ...PROGRAM_TOOLS },
  };
}

function readme({ definitions, context, objects }: ProjectProps): string {
  const resources = objects.length;
  return `# The custom resources of a Yaook cloud

Written by \`scs-blueprints import yaook\`: \`main.ts\` declares ${resources} resources as the cluster had them, without status and
what the API server adds. Secrets are referred to by their names. ${
    definitions.length > 0
      ? "`definitions.yaml` holds the cluster's definitions of these kinds: `main.ts` is held against them before anything is sent."
      : "The cluster's definitions could not be read: `main.ts` is held against stand-ins of the library."
  }

## Taking over

\`\`\`sh
npm install
export KUBE_CONFIG_PATH=~/.kube/config KUBE_CTX=${shellQuote(context)}

IMPORT=1 npx cdktf deploy ${STACK}   # 1: ${resources} to import, 0 to add, 0 to change, 0 to destroy
npx cdktf deploy ${STACK}            # 2: 0 to add, ${resources} to change, 0 to destroy
npx cdktf diff ${STACK}              # 3: no changes
\`\`\`

1. Terraform takes note of the resources. Nothing is written to the cluster.
2. From now on the fields in \`main.ts\` are this program's. Look at \`yaml_body_parsed\` of each: it loses \`generation\`,
   \`managedFields\` and \`status\`, which the import had noted, and **nothing below \`spec\`**. If something changes there, somebody has
   changed the resource since: say it in \`main.ts\` first. The cluster gets the values that it has; operators see no new generation.
3. The proof. From here on a change of \`main.ts\` is a change of the cloud.

Tools that write the same resources (Flux, Argo CD, Helm) have to let them go before 2. All resources have \`prevent_destroy\`: a plan
that would destroy one is refused.
${secretsText(objects)}`;
}

/** How to get at secrets that stand in resources in clear text. */
function secretsText(objects: readonly LiveObject[]): string {
  const lines = objects.flatMap(({ kind, name, namespace, secrets }) =>
    Object.entries(secrets).map(([variable, path]) => {
      const column = path
        .split(".")
        .map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${key.replaceAll("-", "\\-")}`))
        .join("");
      return `export ${variable}="$(kubectl -n ${namespace} get ${kind} ${name} -o jsonpath='{${column}}')"`;
    }),
  );
  return lines.length === 0
    ? ""
    : `
## Secrets in clear text

These fields hold secrets, which the program takes from the environment. Better put them into Secrets of the namespace, and refer to
them (\`configSecrets\` of most services).

\`\`\`sh
${lines.join("\n")}
\`\`\`
`;
}

const jsonText = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
