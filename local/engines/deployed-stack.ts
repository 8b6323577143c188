import { REGION } from '../configuration.ts';
import { escapeXml } from './query-fields.ts';
import { ServiceError } from './service-error.ts';
import type { QueryService } from './services-server.ts';

/** What CloudFormation tells of the one stack of this machine: that it is there, and its outputs. */
export interface DeployedStack {
  service: QueryService;
  setOutputs(outputs: Record<string, string>): void;
}

export function openDeployedStack(stackName: string): DeployedStack {
  let outputs: Record<string, string> = {};
  return {
    service: {
      DescribeStacks: (form) => {
        const asked = form.get('StackName') ?? stackName;
        if (asked !== stackName) {
          throw new ServiceError('ValidationError', `Stack with id ${asked} does not exist`);
        }
        const members = Object.entries(outputs).map(
          ([name, value]) =>
            `<member><OutputKey>${name}</OutputKey><OutputValue>${escapeXml(value)}</OutputValue></member>`,
        );
        return (
          `<Stacks><member><StackName>${stackName}</StackName><StackStatus>CREATE_COMPLETE</StackStatus>` +
          `<StackId>arn:aws:cloudformation:${REGION}:stack/${stackName}/local</StackId>` +
          `<CreationTime>2026-01-01T00:00:00Z</CreationTime><Outputs>${members.join('')}</Outputs></member></Stacks>`
        );
      },
    },
    setOutputs: (given) => {
      outputs = given;
    },
  };
}
