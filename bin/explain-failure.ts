/** What an operator can do about errors of the AWS SDK that come from the shell, by the error's name or message. */
const CURES: readonly { isIt: (error: Error) => boolean; cure: string }[] = [
  {
    isIt: ({ message }) => message === 'Region is missing',
    cure: 'no region is given: export AWS_REGION, such as eu-west-1, where the stack is',
  },
  {
    isIt: ({ name }) => name === 'CredentialsProviderError',
    cure: 'no AWS credentials are given: export AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
  },
  {
    isIt: ({ name }) => /^ExpiredToken(Exception)?$/.test(name),
    cure: 'the AWS credentials have expired: sign in again (aws sso login)',
  },
  {
    isIt: ({ name }) =>
      /^(InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch)$/.test(name),
    cure: 'AWS does not know these credentials: look at AWS_PROFILE, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
  },
];

/** Why a command of `bin/` failed; if the shell is at fault and not the deployment, what to do about it. */
export function explainFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return CURES.find(({ isIt }) => isIt(error))?.cure ?? error.message;
}
