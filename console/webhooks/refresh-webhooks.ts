import { client } from '../data/client.ts';

export const refreshWebhooks = () => client.invalidateQueries({ queryKey: ['webhooks'] });
