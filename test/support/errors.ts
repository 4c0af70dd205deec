import { BlueprintError } from "../../packages/standards/src/errors";

/** Runs `act`, which must throw a BlueprintError, and returns it. */
export function errorOf(act: () => unknown): BlueprintError {
  try {
    act();
  } catch (error) {
    if (BlueprintError.isBlueprintError(error)) {
      return error;
    }
    throw error;
  }
  throw new Error("nothing was thrown");
}
