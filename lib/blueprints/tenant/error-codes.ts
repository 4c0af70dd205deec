import type { ErrorCode } from "../../core/error-codes";

/** Every code that lib/blueprints/tenant raises. */
export const TENANT_ERROR_CODES: readonly ErrorCode[] = [];
