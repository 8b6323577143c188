import ipaddr from 'ipaddr.js';

/** The only IPv6 range that IANA allocates as global unicast. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

export interface TargetPolicy {
  /** On a developer's machine the receiver runs there, too. */
  isLoopbackAllowed: boolean;
}

/**
 * Whether we may connect to this IP address: only global unicast is allowed. Private, link-local (cloud metadata services), CGNAT,
 * loopback, multicast, reserved and translated addresses are refused. IPv4 inside IPv6 is judged as IPv4.
 */
export function isCallable(address: string, { isLoopbackAllowed }: TargetPolicy): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  if (range === 'loopback') return isLoopbackAllowed;
  if (range !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(GLOBAL_UNICAST);
}
