import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { LocalConfiguration } from './configuration.ts';
import { consoleControls } from './console/console-controls.ts';
import { makeConsole } from './console/serve-console.ts';
import { makeControls } from './controls/controls.ts';
import { pipelineControls } from './controls/pipeline-controls.ts';
import { openHttpDoor } from './doors/http-door.ts';
import { makeReturnMail } from './doors/return-mail.ts';
import { openSmtpDoor } from './doors/smtp-door.ts';
import { makeStoreMail } from './doors/store-mail.ts';
import type { Outbox } from './engines/outbox.ts';
import type { HeldPort } from './engines/ports.ts';
import type { State } from './engines/state.ts';
import { startEventSources } from './events/event-sources.ts';
import { reporter } from './reporter.ts';
import { CLIENT_SETTINGS } from './resources/build-machine.ts';
import type { Machine } from './resources/machine.ts';
import type { Stops } from './stops.ts';

/** Starts the flow of events: first the event sources, then mail and HTTP from outside. */
export async function openDoors(
  configuration: LocalConfiguration,
  ports: { http: HeldPort; smtp: HeldPort },
  machine: Machine,
  state: State,
  outbox: Outbox,
  stops: Stops,
): Promise<void> {
  const { functions, activity } = machine;
  const { endpoint } = machine.dynamodbEngine;
  const streams = new DynamoDBStreamsClient({ ...CLIENT_SETTINGS, endpoint });
  const sources = startEventSources(machine, streams, state.space('stream-positions'));
  stops.add(sources.stop);
  const names = functions.all().map(({ definition }) => definition.name);
  reporter.step(`functions   ${names.join(', ')}`);
  const storeMail = makeStoreMail(machine.s3, machine.topics);
  outbox.deliverBy(makeReturnMail(machine.receiptRules, storeMail, activity));
  const smtp = await openSmtpDoor(ports.smtp, machine.receiptRules, storeMail, activity);
  stops.add(smtp.stop);
  const http = await openHttpDoor({
    port: ports.http,
    api: functions.byArn(machine.apiFunctionArn),
    activity,
    controls: makeControls({
      ...pipelineControls(configuration, machine, outbox, sources.work),
      ...consoleControls(configuration, outbox),
    }),
    console: makeConsole(configuration, outbox, machine.happenings, () => functions.keepWarm()),
  });
  stops.add(http.stop);
}
