import type { ApiPorts } from '../api-ports.ts';
import { createApi } from '../create-api.ts';
import { openApiDocument } from './openapi-document.ts';

/** The OpenAPI document without a running API: routes are described before any of their ports is used. */
export const describeApi = () => openApiDocument(createApi({} as ApiPorts));
