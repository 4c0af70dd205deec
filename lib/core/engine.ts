/**
 * The seam to the CDK engine: the only file of the library that imports it.
 *
 * `cdktf` 0.21 is the engine; its maintained fork `cdktn` has the same API. Whoever changes engines changes this file.
 */
export {
  App,
  Aspects,
  DefaultTokenResolver,
  Fn,
  HttpBackend,
  type IResolvable,
  Lazy,
  LocalBackend,
  S3Backend,
  StringConcat,
  TerraformBackend,
  TerraformDataSource,
  TerraformElement,
  TerraformLocal,
  type TerraformMetaArguments,
  type TerraformModule,
  TerraformOutput,
  TerraformProvider,
  TerraformRemoteState,
  TerraformResource,
  type TerraformResourceLifecycle,
  TerraformStack,
  TerraformVariable,
  dependable,
  testingMatchers,
  Token,
  Tokenization,
} from "cdktf";
