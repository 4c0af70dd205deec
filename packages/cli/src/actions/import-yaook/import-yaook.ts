import { KubernetesConfig, KubernetesHttpSession, type IKubernetesSession } from "@scs-blueprints/checker";
import { BlueprintError } from "@scs-blueprints/standards/errors";
import { ExitCode } from "../../exit-codes";
import type { Reporter } from "@scs-blueprints/toolkit";
import { renderTable } from "../../output/table";
import { untilInterrupted, UNREACHABLE } from "../check";
import { knowledgeExitCode } from "../run";
import { ClusterReader, type YaookCloud } from "./cluster-reader";
import { programText, type SaidObject, sayObjects } from "./program-text";
import { projectFiles } from "./project-files";
import { ProjectFolder } from "./project-folder";

/** The command line of `import yaook`. */
export interface ImportYaookOptions {
  readonly kubeconfig: string;
  readonly context?: string;
  readonly namespace: string;
  readonly out: string;
}

/** `import yaook`: a program of the custom resources that a cluster has. Only reads the cluster. */
export async function importYaook(options: ImportYaookOptions, reporter: Reporter): Promise<ExitCode> {
  try {
    return await write(options, reporter);
  } catch (error) {
    if (!BlueprintError.isBlueprintError(error)) {
      throw error;
    }
    reporter.error(error);
    return UNREACHABLE.has(error.code) ? ExitCode.Cloud : knowledgeExitCode(error.code);
  }
}

async function write(options: ImportYaookOptions, reporter: Reporter): Promise<ExitCode> {
  const { namespace, out } = options;
  const login = KubernetesConfig.login(options.kubeconfig, options.context);
  const folder = ProjectFolder.at(out);
  const step = reporter.step("import", `Reading Yaook's resources in ${namespace} of context ${login.context}`);
  let cloud: YaookCloud;
  try {
    const session: IKubernetesSession = await untilInterrupted(KubernetesHttpSession.open(login), false);
    const reader = new ClusterReader(session, namespace);
    cloud = await untilInterrupted(
      reader.read((detail) => step.progress(detail)),
      false,
    );
  } catch (error) {
    step.fail();
    throw error;
  }
  step.done(`${cloud.objects.length} resources; ${cloud.owned} more that operators made of them`);
  const said = sayObjects(cloud.objects);
  const main = programText(said, namespace, cloud.definitions.length > 0);
  folder.write(projectFiles({ main, definitions: cloud.definitions, context: login.context, objects: cloud.objects }));
  tell(said, cloud, out, reporter);
  return ExitCode.Ok;
}

function tell(said: readonly SaidObject[], cloud: YaookCloud, out: string, reporter: Reporter): void {
  for (const { object } of said) {
    object.remarks.forEach((remark) => reporter.warn(`${object.kind} ${object.name}: ${remark}`));
  }
  cloud.remarks.forEach((remark) => reporter.warn(remark));
  const rows = said.map((one) => [
    one.object.kind,
    one.object.name,
    how(one),
    Object.keys(one.typed?.overrides ?? {}).join(", "),
  ]);
  reporter.block(`\n${renderTable(["KIND", "NAME", "AS", "OVERRIDES"], rows)}\n`);
  reporter.block(`${out}: read its README.md. Take note of what is there: IMPORT=1 npx cdktf deploy yaook`);
  reporter.result({
    folder: out,
    owned: cloud.owned,
    resources: said.map((one) => ({
      ...{ apiVersion: one.object.apiVersion, kind: one.object.kind, name: one.object.name, as: how(one) },
      overrides: Object.keys(one.typed?.overrides ?? {}),
      remarks: one.object.remarks,
    })),
  });
}

const how = ({ typed, object }: SaidObject) => (typed === undefined ? "KubernetesObject" : object.kind);
