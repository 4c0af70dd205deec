import { ExitCode } from "./exit-codes";
import { PROJECT_ERROR_CODES } from "./project-error-codes";

/** One documented error of the command line. */
export interface CliErrorCode {
  readonly code: string;
  readonly title: string;
  readonly explanation: string;
  readonly exitCode: ExitCode;
}

/**
 * Every code the command line raises, as data: docs/errors.md and `explain` are made from it. A code is never reused.
 */
export const CLI_ERROR_CODES: readonly CliErrorCode[] = [
  {
    code: "SCSBP-8001",
    title: "Node.js is too old",
    explanation: "The command line runs on Node.js 20 or newer.",
    exitCode: ExitCode.Missing,
  },
  {
    code: "SCSBP-8002",
    title: "Neither Terraform nor OpenTofu was found",
    explanation: "One of them, 1.6 or newer, does the planning and applying. It is looked for on the PATH.",
    exitCode: ExitCode.Missing,
  },
  {
    code: "SCSBP-8003",
    title: "Terraform or OpenTofu does not fit",
    explanation: "The program that was found or named is too old, is another program, or could not be run.",
    exitCode: ExitCode.Missing,
  },
  {
    code: "SCSBP-8004",
    title: "No Python fit for the sandbox was found",
    explanation: "The sandbox cloud needs Python 3.11 or newer with the venv module. No other command needs Python.",
    exitCode: ExitCode.Missing,
  },
  {
    code: "SCSBP-8005",
    title: "Go is needed and absent",
    explanation:
      "The provider registry is out of reach, and without Go the OpenStack provider cannot be built from its source.",
    exitCode: ExitCode.Missing,
  },
  {
    code: "SCSBP-8010",
    title: "The OpenStack provider could not be built",
    explanation:
      "Building the provider from the Go module proxy failed: no network, a proxy that is not set, a Go that is too " +
      "old, or no disk space. The last lines of Go's own output are shown.",
    exitCode: ExitCode.Failed,
  },
  {
    code: "SCSBP-8011",
    title: "Your own provider_installation leaves out the OpenStack provider",
    explanation:
      "Terraform's CLI configuration already says where providers come from, and there the OpenStack provider is not " +
      "to be had. Only one provider_installation block may exist, so yours is left alone.",
    exitCode: ExitCode.Failed,
  },
  {
    code: "SCSBP-8012",
    title: "Terraform could not initialise the stack",
    explanation: "`init` failed for another reason than an unreachable provider registry; its diagnostics are shown.",
    exitCode: ExitCode.Failed,
  },
  {
    code: "SCSBP-8013",
    title: "The kubeconfig cannot be used",
    explanation:
      "The file is not there, has no such context, or can be read by others: it holds the credentials of a cluster.",
    exitCode: ExitCode.Usage,
  },
  {
    code: "SCSBP-8020",
    title: "No such example",
    explanation: "`--example` takes the name of a folder in examples/, or a path to a folder with a cdktf.json.",
    exitCode: ExitCode.Usage,
  },
  {
    code: "SCSBP-8021",
    title: "The example's cdktf.json is wrong",
    explanation: "A cdktf project needs a cdktf.json with an `app` command.",
    exitCode: ExitCode.Usage,
  },
  {
    code: "SCSBP-8022",
    title: "The example could not be synthesized",
    explanation: "The app of the example failed, or one of its constructs reported an error.",
    exitCode: ExitCode.Failed,
  },
  {
    code: "SCSBP-8023",
    title: "Another run works on this example",
    explanation: "Two runs in the same folder would write the same files and the same state.",
    exitCode: ExitCode.Failed,
  },
  {
    code: "SCSBP-8030",
    title: "No clouds.yaml was found",
    explanation:
      "Looked for as all OpenStack tools do: OS_CLIENT_CONFIG_FILE, the current folder, ~/.config/openstack, " +
      "/etc/openstack.",
    exitCode: ExitCode.Usage,
  },
  {
    code: "SCSBP-8031",
    title: "clouds.yaml cannot be used",
    explanation: "The file cannot be read, is not YAML, or has no `clouds` mapping.",
    exitCode: ExitCode.Usage,
  },
  {
    code: "SCSBP-8032",
    title: "No such cloud in clouds.yaml",
    explanation: "The name after --cloud is not among the entries below `clouds`.",
    exitCode: ExitCode.Usage,
  },
  {
    code: "SCSBP-8033",
    title: "The cloud's entry is incomplete",
    explanation: "The entry lacks what its way to authenticate needs, such as auth_url or password.",
    exitCode: ExitCode.Usage,
  },
  {
    code: "SCSBP-8034",
    title: "The cloud refused the login",
    explanation: "Keystone answered 401 or 403: wrong user, password, domain, project or application credential.",
    exitCode: ExitCode.Cloud,
  },
  {
    code: "SCSBP-8035",
    title: "The cloud cannot be reached",
    explanation: "No connection to the auth URL: refused, unknown host name, time-out, or no route.",
    exitCode: ExitCode.Cloud,
  },
  {
    code: "SCSBP-8036",
    title: "The cloud's certificate is not trusted",
    explanation: "TLS to the auth URL failed. `cacert` in clouds.yaml names the certificate of the authority.",
    exitCode: ExitCode.Cloud,
  },
  {
    code: "SCSBP-8037",
    title: "The auth URL does not answer as Keystone",
    explanation: "Something answers there, but not the Identity API v3.",
    exitCode: ExitCode.Cloud,
  },
  {
    code: "SCSBP-8038",
    title: "No such region",
    explanation: "The catalogue of the cloud has no service in the region that clouds.yaml names.",
    exitCode: ExitCode.Usage,
  },
  {
    code: "SCSBP-8040",
    title: "The plan failed",
    explanation: "Terraform could not plan; its diagnostics are shown with the construct they belong to.",
    exitCode: ExitCode.Failed,
  },
  {
    code: "SCSBP-8041",
    title: "The apply failed",
    explanation:
      "Some resources could not be made. What was made is in the state: run the same command again to go on.",
    exitCode: ExitCode.Failed,
  },
  {
    code: "SCSBP-8042",
    title: "The second plan is not empty",
    explanation:
      "Right after the apply Terraform would change something again: a default filled in by the cloud, or a change by " +
      "someone else in the meantime.",
    exitCode: ExitCode.Drift,
  },
  {
    code: "SCSBP-8043",
    title: "The state is locked",
    explanation: "Another terraform works on this state, or died without giving up its lock.",
    exitCode: ExitCode.Failed,
  },
  {
    code: "SCSBP-8044",
    title: "The state could not be read",
    explanation: "`terraform show` failed on the state of the stack.",
    exitCode: ExitCode.Failed,
  },
  {
    code: "SCSBP-8045",
    title: "The state belongs to another cloud",
    explanation:
      "A local state belongs to the cloud it was applied to: auth URL, region and project, noted beside it in " +
      "`terraform.STACK.tfstate.cloud.json`. On another cloud an apply would drop all of it and make it anew, and nobody would " +
      "manage what the first cloud has.",
    exitCode: ExitCode.Usage,
  },
  {
    code: "SCSBP-8046",
    title: "Nothing of the state is on this cloud",
    explanation:
      "The state has no note of its cloud, and the plan found nothing that it lists: it is of another cloud, or all of it was " +
      "deleted by hand.",
    exitCode: ExitCode.Usage,
  },
  {
    code: "SCSBP-8050",
    title: "The sandbox failed",
    explanation: "The sandbox's Python side ended without saying why; its last lines are shown.",
    exitCode: ExitCode.Failed,
  },
  {
    code: "SCSBP-8051",
    title: "The sandbox is not part of this installation",
    explanation: "sandbox/sandbox.py is missing from the package.",
    exitCode: ExitCode.Missing,
  },
  {
    code: "SCSBP-8060",
    title: "No flavor name to read",
    explanation: "`flavor parse` takes names as arguments, or one a line on standard input.",
    exitCode: ExitCode.Usage,
  },
  {
    code: "SCSBP-8061",
    title: "No standard flavor fits",
    explanation: "None of the 31 flavors of scs-0103 has all that `flavor find` was asked for.",
    exitCode: ExitCode.Failed,
  },
  {
    code: "SCSBP-8062",
    title: "Nothing of that name to explain",
    explanation: "`explain` takes a rule (testcase id), an error code or a document of the standards.",
    exitCode: ExitCode.Usage,
  },
  {
    code: "SCSBP-8063",
    title: "No login in this way",
    explanation:
      "`check --cloud`, `lookup` and `step` log in with a password, a token or an application credential. Ways that need a " +
      "browser or a third party are left to Terraform: make an application credential for them.",
    exitCode: ExitCode.Usage,
  },
  {
    code: "SCSBP-8064",
    title: "The report cannot be written",
    explanation:
      "The file of --output is in a folder that does not exist or cannot be written to, or the disk is full.",
    exitCode: ExitCode.Failed,
  },
  {
    code: "SCSBP-8090",
    title: "Wrong command line",
    explanation: "An unknown command or option, or a value that an option does not take.",
    exitCode: ExitCode.Usage,
  },
  {
    code: "SCSBP-8091",
    title: "Interrupted",
    explanation: "Ctrl-C or a termination signal. Running the same command again goes on from where it stopped.",
    exitCode: ExitCode.Interrupted,
  },
  {
    code: "SCSBP-8099",
    title: "Unexpected failure",
    explanation: "A defect of the command line itself: please report it with the output of SCS_BLUEPRINTS_DEBUG=1.",
    exitCode: ExitCode.Failed,
  },
  {
    code: "SCSBP-8100",
    title: "The cloud did not tell all that lookup asks for",
    explanation:
      "A service failed, refused or answered by halves. A context that leaves something out would refuse what the cloud " +
      "has, so nothing is written and the file stays as it was.",
    exitCode: ExitCode.Cloud,
  },
  {
    code: "SCSBP-8101",
    title: "The context file is out of date",
    explanation: "`lookup --check` found that the cloud differs from the committed file; the differences are listed.",
    exitCode: ExitCode.Drift,
  },
  {
    code: "SCSBP-8102",
    title: "The context file cannot be written",
    explanation: "Its folder cannot be made or written to, or the disk is full.",
    exitCode: ExitCode.Failed,
  },
  {
    code: "SCSBP-8103",
    title: "There is no context file to check",
    explanation: "`lookup --check` compares the cloud with a file that an earlier `lookup` wrote.",
    exitCode: ExitCode.Usage,
  },
  {
    code: "SCSBP-8104",
    title: "The file is the context of another cloud",
    explanation:
      "Writing a context over that of another cloud, or checking against it, would be a mistake in a file name.",
    exitCode: ExitCode.Usage,
  },
  {
    code: "SCSBP-8105",
    title: "The cloud has several regions",
    explanation: "A context is of one region; `region_name` in clouds.yaml says which.",
    exitCode: ExitCode.Usage,
  },
  {
    code: "SCSBP-8110",
    title: "adopt is not an operator here",
    explanation: "What a user does not see would be overwritten unseen: adopt wants a user who manages flavors.",
    exitCode: ExitCode.Cloud,
  },
  {
    code: "SCSBP-8111",
    title: "The file of what to adopt cannot be written",
    explanation: "Its folder does not exist or cannot be written to, or the disk is full.",
    exitCode: ExitCode.Failed,
  },
  {
    code: "SCSBP-8120",
    title: "There is no step to carry out",
    explanation: "`step` takes a step as JSON, as an argument or in SCS_BLUEPRINTS_STEP; Terraform gives it by itself.",
    exitCode: ExitCode.Usage,
  },
  {
    code: "SCSBP-8121",
    title: "The state cannot be read",
    explanation: "`step --verify` reads the output of `terraform show -json`, from a file or from standard input.",
    exitCode: ExitCode.Usage,
  },
  {
    code: "SCSBP-8122",
    title: "The environment names no cloud",
    explanation:
      "`step` logs in as Terraform's OpenStack provider does: OS_CLOUD, or OS_AUTH_URL and its companions. A stack with an application credential takes its steps back only where OS_* hold a login: its secret stands in no state.",
    exitCode: ExitCode.Usage,
  },
  {
    code: "SCSBP-8123",
    title: "The cloud refused a change of a step",
    explanation:
      "Steps are an operator's work: they need a login with the role admin. The cloud's own words are shown.",
    exitCode: ExitCode.Cloud,
  },
  {
    code: "SCSBP-8124",
    title: "The cloud differs after the step",
    explanation: "The cloud accepted the changes, and the look afterwards found it to be otherwise.",
    exitCode: ExitCode.Failed,
  },
  {
    code: "SCSBP-8125",
    title: "The cloud cannot be brought there by a step",
    explanation:
      "What the step needs is missing (an API, a service, a role), or what is there contradicts it (another default network, roles that imply each other).",
    exitCode: ExitCode.Failed,
  },
  {
    code: "SCSBP-8127",
    title: "A step is no longer so",
    explanation:
      "Terraform does not see what a step changed, so it does not see when that is changed back: replace the step's resource to bring it about again.",
    exitCode: ExitCode.Drift,
  },
  {
    code: "SCSBP-8128",
    title: "No login to a cloud of Yaook",
    explanation: "Yaook's Keystone operator writes the first administrator's login into a Secret once Keystone runs.",
    exitCode: ExitCode.Failed,
  },
  {
    code: "SCSBP-8140",
    title: "The picture cannot be written",
    explanation:
      "The file of --output is in a folder that does not exist or cannot be written to, or the disk is full.",
    exitCode: ExitCode.Failed,
  },
  {
    code: "SCSBP-8150",
    title: "The fleet's files are out of date",
    explanation:
      "`fleet render --check` found that the engine's committed files are not those of the program: a pipeline that ran by them could leave out a target, or go in another order.",
    exitCode: ExitCode.Drift,
  },
  {
    code: "SCSBP-8301",
    title: "The cluster has no definitions of Yaook",
    explanation: "`import yaook` asks for API groups that end with yaook.cloud; Yaook's chart `crds` brings them.",
    exitCode: ExitCode.Failed,
  },
  {
    code: "SCSBP-8302",
    title: "There is nothing to import",
    explanation: "What operators made of another resource comes with that one, and is not imported by itself.",
    exitCode: ExitCode.Failed,
  },
  {
    code: "SCSBP-8303",
    title: "The cluster refuses what an import has to read",
    explanation: "`import yaook` lists all custom resources of Yaook's groups in one namespace; it reads no Secret.",
    exitCode: ExitCode.Cloud,
  },
  {
    code: "SCSBP-8304",
    title: "The folder for the program is not empty",
    explanation: "A program that somebody has worked on is not written over.",
    exitCode: ExitCode.Usage,
  },
  {
    code: "SCSBP-8305",
    title: "The program cannot be written",
    explanation: "The folder above it does not exist or cannot be written to, or the disk is full.",
    exitCode: ExitCode.Failed,
  },
  {
    code: "SCSBP-8310",
    title: "The API server of an example cannot be built here",
    explanation: "Its modules are pinned in the repository, and not part of the package; Go builds it once.",
    exitCode: ExitCode.Missing,
  },
  {
    code: "SCSBP-8311",
    title: "A program for the cluster of an example could not be built",
    explanation: "kube-apiserver and the kubectl provider are built from the Go module proxy, at pinned versions.",
    exitCode: ExitCode.Failed,
  },
  {
    code: "SCSBP-8312",
    title: "The API server of an example cannot be used",
    explanation: "What it holds lies in .scs-blueprints/cluster of the example, beside the state that knows of it.",
    exitCode: ExitCode.Failed,
  },
  {
    code: "SCSBP-8350",
    title: "Not a state of Terraform's",
    explanation: "`import state` reads what `terraform show -json` writes of a program that has resources.",
    exitCode: ExitCode.Usage,
  },
  {
    code: "SCSBP-8351",
    title: "Not a plan of Terraform's",
    explanation: "`import state` reads what `terraform show -json` writes of a saved plan.",
    exitCode: ExitCode.Usage,
  },
  {
    code: "SCSBP-8352",
    title: "Nothing to take over",
    explanation:
      "No resource that the plan would make is like one of the state: type and all that can't be changed have to be equal.",
    exitCode: ExitCode.Failed,
  },
  {
    code: "SCSBP-8353",
    title: "The file of what to take over cannot be written",
    explanation: "Its folder does not exist, or there is a file of something else, which is left as it is.",
    exitCode: ExitCode.Usage,
  },
  {
    code: "SCSBP-8354",
    title: "A plan would destroy what it takes over",
    explanation:
      "A resource is imported and replaced by one apply: the program asks for something that can't be changed, or a memory of it is new to OpenTofu. `diff` warns of it, `import state` fails.",
    exitCode: ExitCode.Failed,
  },
  ...PROJECT_ERROR_CODES,
];

/** @returns the exit code that belongs to an error code; errors of other parts of the library count as failures. */
export function exitCodeOf(code: string): ExitCode {
  return CLI_ERROR_CODES.find((entry) => entry.code === code)?.exitCode ?? ExitCode.Failed;
}
