// What the command line uses of the sandbox; programs do not use it.
export * from "./client";
export * from "./cluster/build";
export * from "./cluster/local-api-server";
export * from "./cluster/pki";
export * from "./provider/addresses";
export * from "./provider/build";
export * from "./provider/cli-config";
export * from "./provider/mirror";
export * from "./provider/kubernetes-providers";
export * from "./provider/source";
