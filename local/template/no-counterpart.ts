/** Resource types that do nothing on one machine: roles, alarms, logs, and what only AWS itself can play. */
const NO_COUNTERPART: readonly string[] = [
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::IAM::Role',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::SES::EmailIdentity',
  'AWS::SES::ReceiptRuleSet',
];

export const hasNoCounterpart = (type: string): boolean =>
  NO_COUNTERPART.includes(type) || type.startsWith('Custom::');
