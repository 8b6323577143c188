import { PutParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import type { SettingParameters } from '../../../steps/operating/ports.ts';
import { readTexts } from './settings-source.ts';

/** The parameters below one SSM path (`"/email-piping/<stage>/"`), read anew each time. */
export const createSettingParameters = (ssm: SSMClient, path: string): SettingParameters => ({
  readTexts: () => readTexts(ssm, path),
  put: async (name, Value) => {
    const Name = `${path}${name}`;
    await ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite: true }));
  },
});
