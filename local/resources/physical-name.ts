/** The name of a resource that the template leaves to CloudFormation. The same at every start, so that kept data is found again. */
export function physicalName(stackName: string, logicalId: string, longest = 63): string {
  return `${stackName}-${logicalId}`.toLowerCase().slice(0, longest).replace(/-+$/, '');
}
