/** Runs of a property test: 1,000 in `npm test`, 10,000 in `npm run test:thorough`. */
export const RUNS = Number(process.env["SCS_PROPERTY_RUNS"] ?? 1_000);
