/** Resource types that do nothing on one machine: roles, alarms, logs, and what only AWS itself can play. */
const NO_COUNTERPART: readonly string[] = [
  'AWS::CDK::Metadata',
  'AWS::CloudFormation::CustomResource',
  'AWS::CloudFormation::WaitConditionHandle',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Role',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::ResourcePolicy',
  'AWS::SES::EmailIdentity',
  'AWS::SES::ReceiptRuleSet',
];

export const hasNoCounterpart = (type: string): boolean =>
  NO_COUNTERPART.includes(type) || type.startsWith('Custom::');
