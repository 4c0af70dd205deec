import { layOutOpenTofu } from "./built";

/** Before a file that runs on OpenTofu: `terraform` is OpenTofu for all that it starts. */
process.env["SCS_E2E_ENGINE"] = "tofu";
beforeAll(layOutOpenTofu);
