/** Which cloud a run works on, and the files that describe it. */
export interface CloudTarget {
  readonly name: string;
  readonly cloudsYaml: string;
  readonly secureYaml?: string;
}

/** These tune the provider and choose no cloud. */
const NEUTRAL = /^OS_(DEBUG|MAX_RETRIES|SWAUTH|DISABLE_NO_CACHE_HEADER|ENABLE_LOGGER)$/;

/**
 * The environment in which app and engine find exactly this cloud: by absolute paths, because Terraform runs in
 * another folder, and without OS_* of an openrc file, which the provider would mix in.
 */
export function cloudEnvironment(env: NodeJS.ProcessEnv, cloud: CloudTarget): NodeJS.ProcessEnv {
  const result: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith("OS_") || NEUTRAL.test(name)) {
      result[name] = value;
    }
  }
  result.OS_CLOUD = cloud.name;
  result.OS_CLIENT_CONFIG_FILE = cloud.cloudsYaml;
  if (cloud.secureYaml !== undefined) {
    result.OS_CLIENT_SECURE_FILE = cloud.secureYaml;
  }
  return result;
}
