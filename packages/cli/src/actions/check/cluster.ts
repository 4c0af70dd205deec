import { BlueprintError } from "@scs-blueprints/standards/errors";
import {
  KubernetesConfig,
  KubernetesEvidence,
  KubernetesFacts,
  KubernetesHttpSession,
  type KubernetesLogin,
  type LiveEvidence,
  EvidenceKind,
  EvidenceState,
  type Report,
} from "@scs-blueprints/checker";
import type { Reporter } from "@scs-blueprints/toolkit";
import { untilInterrupted } from "./cloud";
import type { CheckOptions } from "./options";

/** Errors of a cluster that is there but cannot be asked, as opposed to a wrong kubeconfig. */
export const UNREACHABLE: ReadonlySet<string> = new Set(["SCSBP-4063", "SCSBP-4064", "SCSBP-4065"]);

/** How to ask a cluster. */
export interface ClusterQuestion {
  readonly login: KubernetesLogin;
  /** Whether there is other evidence: then a cluster that cannot be reached is a gap of the report, not its end. */
  readonly optional: boolean;
}

/** The login of --kubeconfig and --context. */
export function clusterLogin(options: Pick<CheckOptions, "kubeconfig" | "context">): KubernetesLogin | undefined {
  return options.kubeconfig === undefined ? undefined : KubernetesConfig.login(options.kubeconfig, options.context);
}

/** Logs in to a cluster of a kubeconfig and asks it what the rules look at, read-only. */
export async function readCluster(question: ClusterQuestion, reporter: Reporter): Promise<KubernetesEvidence> {
  const { login } = question;
  const step = reporter.step("cluster", `Asking the cluster of context ${login.context}`);
  try {
    const evidence = await untilInterrupted(ask(login), false);
    const { state, extent, problems } = evidence.record;
    if (state === EvidenceState.UNAVAILABLE) {
      step.fail();
    } else {
      step.done(extent);
    }
    for (const problem of problems) {
      reporter.warn(problem);
    }
    return evidence;
  } catch (error) {
    step.fail();
    if (question.optional && BlueprintError.isBlueprintError(error) && UNREACHABLE.has(error.code)) {
      reporter.error(error);
      const reason = `${error.what}${error.got === undefined ? "" : `: ${error.got}`}`;
      return KubernetesEvidence.unavailable(login.context, reason);
    }
    throw error;
  }
}

async function ask(login: KubernetesLogin): Promise<KubernetesEvidence> {
  const session = await KubernetesHttpSession.open(login);
  return KubernetesEvidence.fromReading(await KubernetesFacts.collect(session));
}

/** The report with cloud and cluster each as evidence of its own: how far one was read says nothing of the other. */
export function withClusterRecord(
  report: Report,
  cluster: KubernetesEvidence | undefined,
  cloud: LiveEvidence | undefined,
): Report {
  if (cluster === undefined) {
    return report;
  }
  const others = report.header.evidence.filter(({ kind }) => kind !== EvidenceKind.LIVE);
  const live = [...(cloud === undefined ? [] : [cloud.record]), cluster.record];
  return { ...report, header: { ...report.header, evidence: [...others, ...live] } };
}
