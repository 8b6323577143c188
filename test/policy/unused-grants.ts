/**
 * Grants that no journey makes use of, each with why it stays. Short names as in `shortGrant`; a grant that is used, or gone, is taken off
 * the list by the suite.
 */
export const UNUSED_GRANTS: Record<string, string> = {};
