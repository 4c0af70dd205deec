import type { ErrorCode } from "../core/error-codes";
import { KAAS_ERROR_CODES } from "./kaas/error-codes";
import { OPERATOR_ERROR_CODES } from "./operator/error-codes";
import { OSISM_ERROR_CODES } from "./osism/error-codes";
import { TAROOK_ERROR_CODES } from "./tarook/error-codes";
import { TENANT_ERROR_CODES } from "./tenant/error-codes";
import { SCS_ON_YAOOK_ERROR_CODES } from "./yaook/scs-on-yaook/error-codes";
import { YAOOK_ERROR_CODES } from "./yaook/error-codes";

/**
 * Every code that the blueprints raise: 61xx tenant, 62xx and 63xx operator, 64xx Kubernetes clusters, 65xx Yaook,
 * 66xx OSISM, 67xx Tarook.
 */
export const BLUEPRINT_ERROR_CODES: readonly ErrorCode[] = [
  ...TENANT_ERROR_CODES,
  ...OPERATOR_ERROR_CODES,
  ...KAAS_ERROR_CODES,
  ...YAOOK_ERROR_CODES,
  ...SCS_ON_YAOOK_ERROR_CODES,
  ...OSISM_ERROR_CODES,
  ...TAROOK_ERROR_CODES,
];
