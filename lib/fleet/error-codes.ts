import type { ErrorCode } from "../core/error-codes";

/** Every code that lib/fleet raises: 75xx. */
export const FLEET_ERROR_CODES: readonly ErrorCode[] = [
  {
    code: "SCSBP-7500",
    title: "Unfit key in a fleet",
    explanation:
      "Keys of fleets, targets, waves and stacks stand in paths, schemas, names of Secrets, jobs and objects; joined to one another they must stay different.",
  },
  {
    code: "SCSBP-7501",
    title: "Two targets of one key",
    explanation: "A target's key names its states, so two of one key would overwrite each other's.",
  },
  {
    code: "SCSBP-7502",
    title: "No such wave",
    explanation: "A target belongs to a wave that the fleet declares, and a wave comes after others that it declares.",
  },
  {
    code: "SCSBP-7503",
    title: "Two stacks of one id or state in a fleet",
    explanation:
      "A stack's id is the target's key and its name, joined by a hyphen: `a` with `b-c` and `a-b` with `c` are the same.",
  },
  {
    code: "SCSBP-7504",
    title: "A wave without targets",
    explanation: "An engine would have nothing to run in it, and what comes after it would wait for nothing.",
  },
  {
    code: "SCSBP-7505",
    title: "Waves in a circle",
    explanation: "No wave of a circle could ever begin.",
  },
  {
    code: "SCSBP-7507",
    title: "A target without stacks",
    explanation:
      "Each target needs a stack. One that is to go is declared with `retired` first: with its stacks gone, nothing would destroy what they made.",
  },
  {
    code: "SCSBP-7508",
    title: "Waves against the dependencies of stacks",
    explanation: "A stack that uses another one's outputs is applied after it, in the same wave or a later one.",
  },
  {
    code: "SCSBP-7509",
    title: "Two fleets in one app",
    explanation: "The waves of a fleet are the order of all its stacks; a second order beside it would contradict it.",
  },
  {
    code: "SCSBP-7510",
    title: "An exception for no target of the matrix",
    explanation: "A misspelt exception would leave a target in that was to be left out.",
  },
  {
    code: "SCSBP-7511",
    title: "A foreign stack in a target",
    explanation: "The fleet names a stack and its state; what is named otherwise could be another target's.",
  },
  { code: "SCSBP-7512", title: "No such target", explanation: "The fleet has targets of other keys." },
  {
    code: "SCSBP-7520",
    title: "No fleet to work on",
    explanation:
      "`fleet list` and `fleet render` work from what a program with a Fleet synthesizes, by default cdktf.out.",
  },
  {
    code: "SCSBP-7521",
    title: "Local states with an engine",
    explanation:
      "Jobs of an engine run on other machines each time: they would begin with an empty state and make all twice.",
  },
  {
    code: "SCSBP-7522",
    title: "The engine cannot do what the fleet asks for",
    explanation:
      "provider-terraform applies each Workspace by itself, without order and approval; it needs a backend with workspaces.",
  },
  {
    code: "SCSBP-7523",
    title: "A file of someone else's is in the way",
    explanation: "Only files that begin with the mark of the same fleet and engine are overwritten or removed.",
  },
  {
    code: "SCSBP-7524",
    title: "The stacks lie outside the repository",
    explanation: "The path goes into the engine's files: an absolute one of this machine is nowhere on another.",
  },
  {
    code: "SCSBP-7525",
    title: "The engine needs an option",
    explanation: "Which image the jobs run in, and where an operator finds the stacks, only the user knows.",
  },
  {
    code: "SCSBP-7526",
    title: "Terraform with encrypted states",
    explanation: "Only OpenTofu encrypts states; Terraform refuses the stacks.",
  },
];
