/**
 * Loaded into every Node process of the rehearsal (NODE_OPTIONS): nothing leaves this machine, and DNS is what the rehearsal wrote into the file
 * that REHEARSAL_ZONE names, `{"mx": {"example.com": "host"}}`. SES's own names are there as AWS has them.
 */
import dns from 'node:dns';
import { readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const HERE = new Set(['127.0.0.1', 'localhost', '::1', undefined]);
const RECEIVING = /^inbound-smtp\.(eu-west-1|us-east-1|us-west-2)\.amazonaws\.com$/;

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function stay(...given) {
  const [first] = given.flat();
  const host = typeof first === 'object' && first !== null ? first.host : undefined;
  const isPipe = typeof first === 'object' && first?.path !== undefined;
  if (!isPipe && !HERE.has(host))
    throw new Error(`the rehearsal stays on this machine: ${host} is not asked`);
  return connect.apply(this, given);
};

const zone = () => JSON.parse(readFileSync(process.env.REHEARSAL_ZONE, 'utf8'));
const notFound = (name) => Object.assign(new Error(`ENOTFOUND ${name}`), { code: 'ENOTFOUND' });

const lookup = dns.promises.lookup;
dns.promises.lookup = async (name, ...rest) => {
  if (HERE.has(name)) return lookup(name, ...rest);
  throw notFound(name);
};
const { prototype } = dns.promises.Resolver;
prototype.resolve4 = async (name) => {
  if (RECEIVING.test(name)) return ['127.0.0.1'];
  throw notFound(name);
};
prototype.resolveMx = async (name) => {
  const exchange = zone().mx[name];
  if (exchange === undefined) throw notFound(name);
  return [{ exchange, priority: 10 }];
};
prototype.resolveTxt = async (name) => {
  throw notFound(name);
};
syncBuiltinESMExports();
