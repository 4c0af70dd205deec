import type { Stack } from "@scs-blueprints/checker/assembly";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { loginOf } from "../actions/yaook-login";
import {
  type ClusterNeeds,
  type Example,
  binDirs,
  findCloud,
  type CloudTarget,
  type Reporter,
  run,
} from "@scs-blueprints/toolkit";
import { WITHOUT_REGISTRY_ENV, ClusterPrograms, type ClusterObject, LocalApiServer } from "@scs-blueprints/sandbox";

/** What a run on an example's cluster was asked for. */
export interface ExampleClusterProps {
  readonly example: Example;
  readonly needs: ClusterNeeds;
  readonly reporter: Reporter;
}

/**
 * The Kubernetes API server of an example that needs one, in its folder, where its state is, too. It keeps and checks objects;
 * no operator acts on them. In the operators' place this writes the login of the sandbox into the Secret that they would.
 */
export class ExampleCluster {
  /** Builds what is missing, starts the API server, and makes the objects that the example's cluster has from the start. */
  public static async start(props: ExampleClusterProps): Promise<ExampleCluster> {
    const { example, needs, reporter } = props;
    const programs = new ClusterPrograms(reporter);
    const binary = await programs.apiServer();
    const step = reporter.step("cluster", "Kubernetes API server");
    let server: LocalApiServer | undefined;
    try {
      step.progress("starting it");
      server = await LocalApiServer.start(binary, clusterDir(example));
      const objects = await objectsOf(example, needs);
      step.progress(`${objects.length} objects`);
      await server.make(objects);
      const cluster = new ExampleCluster(props, server, server.kubeconfig());
      step.done(
        `${server.url}, with ${objects.length} objects that were there before: stand-ins for definitions, nodes`,
      );
      return cluster;
    } catch (error) {
      step.fail();
      await server?.stop();
      throw BlueprintError.isBlueprintError(error) ? error : unusable(error);
    }
  }

  private constructor(
    private readonly props: ExampleClusterProps,
    private readonly server: LocalApiServer,
    private readonly kubeconfig: string,
  ) {}

  /** For the app and the engine. No operator runs here, so nothing is to wait for one, and no chart is installed. */
  public get env(): Record<string, string> {
    return { ...WITHOUT_REGISTRY_ENV, ...this.props.needs.env, KUBE_CONFIG_PATH: this.kubeconfig };
  }

  /** Whether a stack logs in by the Secret: it comes after the stack whose operators would write it. */
  public isLoginFor(stack: Stack): boolean {
    return stack.dependencies.includes(this.props.needs.login.after);
  }

  /**
   * The login of a stack, from the Secret; written first where it is not there, in the operators' place.
   *
   * @returns variables for the engine; undefined where nothing may be written and the Secret is not there
   */
  public async login(cloud: CloudTarget, write: boolean): Promise<Record<string, string | undefined> | undefined> {
    const { needs, reporter } = this.props;
    const { namespace, secret } = needs.login;
    const path = `/api/v1/namespaces/${namespace}/secrets`;
    const there = (await this.server.read(`${path}/${secret}`)) !== undefined;
    if (!there && !write) {
      return undefined;
    }
    const step = reporter.step("login", `The login of the new cloud, from the Secret ${secret} in ${namespace}`);
    try {
      if (write) {
        const object = secretOf(secret, cloud); // anew each time: a sandbox that was reset has other passwords
        await this.server.write(there ? "PUT" : "POST", there ? `${path}/${secret}` : path, object);
      }
      const env = await loginOf({ kubeconfig: this.kubeconfig, namespace, secret });
      step.done(`${env.OS_AUTH_URL}; no operator runs here: in its place the sandbox's login was put there`);
      return env;
    } catch (error) {
      step.fail();
      throw error;
    }
  }

  /** Stops it; what it holds stays for the next run. */
  public async stop(): Promise<void> {
    await this.server.stop();
  }

  /** Lets it run on. */
  public leave(): void {
    this.server.leave();
    this.props.reporter.note(
      `the API server runs on: KUBECONFIG=${this.kubeconfig}; the next start without --keep-cluster ends it`,
    );
  }
}

/** Beside the state of the example's stacks, which knows what is in it. */
const clusterDir = ({ dir }: Example) => join(dir, ".scs-blueprints", "cluster");

/** What the cluster has from the start: the example's command prints it, YAML or JSON. */
async function objectsOf({ dir, name }: Example, { objects }: ClusterNeeds): Promise<ClusterObject[]> {
  const env = { ...process.env, PATH: [...binDirs(dir), process.env.PATH ?? ""].join(":"), NODE_NO_WARNINGS: "1" };
  const { code, stdout, stderr } = await run(objects, [], { cwd: dir, shell: true, env });
  if (code !== 0) {
    throw refuse("SCSBP-8312", {
      what: `the objects of the cluster of ${name} could not be made`,
      got: stderr.trim().split("\n").slice(-5).join("\n") || `${objects} ended with exit code ${code}`,
      fix: "correct the command `scs-blueprints.cluster.objects` of its package.json",
    });
  }
  return parseAllDocuments(stdout).flatMap((one): ClusterObject[] => {
    const value = one.toJS() as ClusterObject | ClusterObject[] | null;
    return Array.isArray(value) ? value : value === null ? [] : [value];
  });
}

/** As the Keystone operator writes it, with the login to the sandbox. */
function secretOf(name: string, cloud: CloudTarget): ClusterObject {
  const { config } = findCloud(cloud.name, { ...process.env, OS_CLIENT_CONFIG_FILE: cloud.cloudsYaml });
  const entries = Object.entries(config.auth as Record<string, unknown>).map(([key, value]) => [
    `OS_${key.toUpperCase()}`,
    String(value),
  ]);
  return { metadata: { name }, stringData: Object.fromEntries(entries) };
}

function unusable(error: unknown): BlueprintError {
  return refuse("SCSBP-8312", {
    what: "the Kubernetes API server of the example cannot be used",
    got: error instanceof Error ? error.message : String(error),
    fix: "remove the folder .scs-blueprints of the example together with its state, and run again",
  });
}
