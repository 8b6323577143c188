import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOST, type LocalConfiguration } from './configuration.ts';
import { describeDeparture } from './describe-mail.ts';
import { openOutbox } from './engines/outbox.ts';
import { holdPort } from './engines/ports.ts';
import { openState } from './engines/state.ts';
import { openWorkspace } from './engines/workspace.ts';
import { Happenings } from './events/happenings.ts';
import { openDoors } from './open-doors.ts';
import { reporter } from './reporter.ts';
import { buildMachine } from './resources/build-machine.ts';
import { doorCreators } from './resources/doors.ts';
import { eventCreators } from './resources/events.ts';
import { functionCreators } from './resources/functions.ts';
import type { Machine } from './resources/machine.ts';
import { messagingCreators } from './resources/messaging.ts';
import { settleAccount } from './resources/settle-account.ts';
import { pseudoParameters, storageCreators } from './resources/storage.ts';
import { tableCreators } from './resources/table.ts';
import { rightsCreators } from './rights/collect-rights.ts';
import type { Stops } from './stops.ts';
import { createResources, type ResourceCreator } from './template/create-resources.ts';
import type { Assembly } from './template/template.ts';

/**
 * Starts the whole pipeline from a synthesized template. Everything that is started is added to
 * `stops`, so that a failure half-way leaves nothing behind. Returns what was built from the template.
 */
export async function startPipeline(
  configuration: LocalConfiguration,
  loadAssembly: () => Promise<Assembly>,
  stops: Stops,
): Promise<Machine> {
  const { httpPort, smtpPort, dataDir } = configuration;
  const ports = {
    http: await stops.after(holdPort(httpPort, 'PIPING_HTTP_PORT')),
    smtp: await stops.after(holdPort(smtpPort, 'PIPING_SMTP_PORT')),
  };
  const workspace = openWorkspace(dataDir);
  stops.add(workspace.close);
  const state = openState(workspace.stateFile);
  stops.add(state.close);
  const assembly = await loadAssembly();
  const happenings = new Happenings();
  const outbox = openOutbox(state.space('outbox'), state.space('sent'), (sent) => {
    happenings.tell({ topic: 'outbox' });
    if (sent && reporter.isWatched) reporter.mail(describeDeparture(sent.to));
  });
  const machine = await buildMachine({
    configuration,
    assembly,
    workspace,
    state,
    outbox,
    apiUrl: `http://${HOST}:${httpPort}`,
    happenings,
    stops,
  });
  const { Resources } = assembly.template;
  reporter.step(`resources   ${Object.keys(Resources).length} of the stack ${assembly.stackName}`);
  const outputs = await createResources(
    assembly.template,
    pseudoParameters(assembly.stackName),
    creatorsOf(machine),
  );
  settleAccount(machine, outputs);
  keepRights(configuration, machine);
  await openDoors(configuration, ports, machine, state, outbox, stops);
  return machine;
}

/** Saves the rights for the proof that compares them with the calls. */
function keepRights({ callsFolder }: LocalConfiguration, machine: Machine): void {
  const { rights, mappings, receiptRules, feedbackDestinations, apiFunctionArn } = machine;
  const kept = JSON.stringify({
    ...rights,
    mappings,
    receiptRules,
    feedbackDestinations,
    apiFunctionArn,
  });
  if (callsFolder) writeFileSync(join(callsFolder, 'rights.json'), kept);
}

function creatorsOf(machine: Machine): Record<string, ResourceCreator> {
  return {
    ...tableCreators(machine),
    ...storageCreators(machine),
    ...messagingCreators(machine),
    ...functionCreators(machine),
    ...eventCreators(machine),
    ...doorCreators(machine),
    ...rightsCreators(machine.rights),
  };
}
