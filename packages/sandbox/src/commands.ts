/** What `sandbox` takes as its command. */
export const SANDBOX_COMMANDS = [
  "up",
  "down",
  "status",
  "reset",
  "wipe",
  "env",
  "logs",
  "requests",
  "fault",
  "selftest",
] as const;
