import type { ApiPorts } from '../api-ports.ts';
import { createApi } from '../create-api.ts';
import { openApiDocument } from './openapi-document.ts';

/** The OpenAPI document without a running API: describing the routes uses none of their ports. */
export const describeApi = () => openApiDocument(createApi({} as ApiPorts));
