/** What this package has of the CDK engine: only this file imports it. */
export { App, TerraformStack } from "cdktf";
