import type { ClientRequest } from 'node:http';

export function loseAnswer(call: ClientRequest): ClientRequest;
