import type { ErrorCode } from "../../core/error-codes";

/** Every code that lib/blueprints/operator raises. */
export const OPERATOR_ERROR_CODES: readonly ErrorCode[] = [];
