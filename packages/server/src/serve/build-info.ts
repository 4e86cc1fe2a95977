/** What runs here: from the build, through the environment. */
export interface BuildInfo {
  readonly version: string
  readonly commit: string
  readonly buildTime: string
}

/** From `APP_VERSION`, `APP_COMMIT` and `APP_BUILD_TIME`, which the Dockerfile sets. */
export function readBuildInfo(
  fallbackVersion: string,
  env: NodeJS.ProcessEnv = process.env,
): BuildInfo {
  return {
    version: env['APP_VERSION'] ?? fallbackVersion,
    commit: env['APP_COMMIT'] ?? 'unknown',
    buildTime: env['APP_BUILD_TIME'] ?? 'unknown',
  }
}
