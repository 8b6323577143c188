import { createRoute } from '@hono/zod-openapi';
import { checkSettings } from '../../settings/check-settings.ts';
import { describeType } from '../../settings/describe-settings.ts';
import { textInForce } from '../../settings/read-settings.ts';
import { SETTING_MEANINGS } from '../../settings/setting-meanings.ts';
import {
  SETTING_NAMES,
  SETTINGS,
  type SettingName,
  type SettingType,
} from '../../settings/settings.ts';
import { type ChangeSettingResult, changeSetting } from '../../steps/configuring/change-setting.ts';
import { refuseOfStaff } from '../../steps/configuring/refuse-of-staff.ts';
import type { Api } from '../api-context.ts';
import type { ApiPorts } from '../api-ports.ts';
import { needsScope } from '../middleware/authenticate.ts';
import { invalid, Problem, passwordNeeded, unknown } from '../problems/problem.ts';
import { answers, bodyOf, scopedReadProblems, writeProblems } from '../route-parts.ts';
import { settingBodySchema, settingListSchema, settingSchema } from '../schemas/settings.ts';
import * as z from '../zod.ts';

const tags = ['settings'];
const nameSchema = z.string().openapi({ example: 'grouping-seconds' });

const listRoute = createRoute({
  method: 'get',
  path: '/v1/settings',
  operationId: 'listSettings',
  tags,
  middleware: needsScope('full'),
  summary: 'Lists all settings with meaning, bounds, default and value',
  description: 'Needs the scope `full` or `admin`.',
  responses: { 200: answers(settingListSchema, 'All settings'), ...scopedReadProblems },
});
const putRoute = createRoute({
  method: 'put',
  path: '/v1/settings/{name}',
  operationId: 'putSetting',
  tags,
  middleware: needsScope('admin'),
  summary: 'Changes a setting; the new value is in force within a minute',
  description:
    'Needs the scope `admin`. A bad value is refused with the reason. A mailbox that would log in elsewhere, or as another user, needs its password again (422 `password-needed`).',
  request: { params: z.object({ name: nameSchema }), ...bodyOf(settingBodySchema) },
  responses: { 200: answers(settingSchema, 'The setting after the change'), ...writeProblems },
});

type Texts = Record<string, string>;

function shown(name: SettingName, texts: Texts, { receiving }: ApiPorts, problem?: string) {
  const { kind, choices, ...bounds }: SettingType = SETTINGS[name].type;
  return {
    name,
    value: textInForce(name, texts, receiving),
    default: textInForce(name, {}, receiving),
    meaning: SETTING_MEANINGS[name],
    type: kind,
    allowed: describeType(name),
    ...(choices && { choices: [...choices] }),
    ...bounds,
    ...(problem !== undefined && { problem }),
  };
}

function refusalOf(
  name: string,
  result: Exclude<ChangeSettingResult, { kind: 'changed' }>,
): Problem {
  switch (result.kind) {
    case 'unknown':
      return unknown('setting', 'There is no such setting: GET /v1/settings lists all of them.');
    case 'refused':
      return new Problem({
        ...invalid('invalid', '/value', result.reason).fields,
        detail: `${name}: ${result.reason}`,
      });
    case 'password-needed':
      return passwordNeeded(result.secrets);
    case 'unused-password':
      return invalid(
        'invalid',
        `/secrets/${result.secret}`,
        'is the secret of no entry in `value`',
      );
  }
}

export function addSettings(api: Api, ports: ApiPorts): void {
  const { parameters, receiving, people } = ports;
  api.openapi(listRoute, async (c) => {
    const texts = await parameters.readTexts();
    const { settings, problems } = checkSettings(texts, receiving);
    const { mailboxes, 'sender-address': sender } = settings;
    // PUT refuses it, but whoever writes the parameter itself is not asked (R13)
    const reason = await refuseOfStaff(sender, people);
    if (reason !== undefined) problems.push({ name: 'sender-address', reason });
    const problemOf = (name: SettingName) => problems.find((one) => one.name === name)?.reason;
    const addresses = [...receiving.addresses, ...mailboxes.map(({ address }) => address)];
    return c.json(
      {
        settings: SETTING_NAMES.map((name) => shown(name, texts, ports, problemOf(name))),
        senderAddresses: [...new Set(addresses)],
        ...(receiving.wholeDomain !== undefined && { receivesDomain: receiving.wholeDomain }),
      },
      200,
    );
  });
  api.openapi(putRoute, async (c) => {
    const { name } = c.req.valid('param');
    const { value, secrets = {} } = c.req.valid('json');
    const result = await changeSetting(name, value, secrets, ports);
    if (result.kind === 'changed') return c.json(shown(result.name, result.texts, ports), 200);
    throw refusalOf(name, result);
  });
}
