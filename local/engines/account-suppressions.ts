import type { RestService } from './services-server.ts';

const ONE = /^\/v2\/email\/suppression\/addresses\/([^/]{1,1000})$/;

/** The SES account's suppression list. It gets the bounces and complaints that are played. */
export class AccountSuppressionList {
  readonly #addresses = new Set<string>();

  add(address: string): void {
    this.#addresses.add(address.toLowerCase());
  }

  readonly service: RestService = ({ method, path }) => {
    const address = ONE.exec(path)?.[1];
    if (method !== 'DELETE' || address === undefined) return undefined;
    if (this.#addresses.delete(decodeURIComponent(address).toLowerCase())) {
      return { status: 200, value: {} };
    }
    return {
      status: 404,
      headers: { 'x-amzn-errortype': 'NotFoundException' },
      value: { message: `Email address ${decodeURIComponent(address)} does not exist` },
    };
  };
}
