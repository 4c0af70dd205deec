/** What runs the jobs of a fleet. Each exists and is scheduled by its own means; this library writes its files. */
export enum FleetPipeline {
  /** GitLab CI: a pipeline with a child pipeline for each wave. */
  GITLAB = "gitlab",
  /** GitHub Actions: a workflow with a matrix for each wave. */
  GITHUB = "github",
  /** Flux with tofu-controller: a `Terraform` object for each stack. */
  FLUX = "flux",
  /** Argo Workflows: a `WorkflowTemplate` with a graph of waves. */
  ARGO = "argo",
  /** Crossplane with provider-terraform: a `Workspace` for each stack. It knows no order. */
  CROSSPLANE = "crossplane",
}

/** The program that plans and applies. */
export enum FleetBinary {
  TERRAFORM = "terraform",
  TOFU = "tofu",
}

/** How the files of a pipeline are rendered. What a pipeline does not need is ignored. */
export interface FleetRenderOptions {
  /** @default - Terraform, or OpenTofu for encrypted states */
  readonly binary?: FleetBinary;
  /**
   * Image that the jobs run in, with Node.js and the binary, for GitLab and Argo; of Argo, with the synthesized program in the
   * working directory, too.
   * @default - none: GitLab and Argo ask for one
   */
  readonly image?: string;
  /**
   * Where the synthesized stacks come from: for Flux the name of the `GitRepository` or `OCIRepository/name`; for Crossplane the
   * address of a Git repository as Terraform's modules have it, `git::https://git.example.org/fleet.git?ref=main`.
   * @default - none: Flux and Crossplane ask for one
   */
  readonly source?: string;
  /** Namespace of objects of Kubernetes. @default - "flux-system" for Flux, "argo" for Argo, "default" for Crossplane */
  readonly namespace?: string;
  /** Where the program synthesizes to. @default "cdktf.out" */
  readonly outDir?: string;
  /** Label of GitHub's runners. @default "ubuntu-latest" */
  readonly runner?: string;
  /** Branch whose pushes are applied, at GitHub. @default "main"; at GitLab it is the default branch */
  readonly branch?: string;
  /** Command that synthesizes the program. @default "npx cdktf synth" */
  readonly synth?: string;
}
