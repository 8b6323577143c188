/** The variables of the shell that the AWS SDK reads. */
type Shell = Readonly<Record<string, string | undefined>>;

interface Cure {
  isIt: (error: Error) => boolean;
  cure: (shell: Shell, error: Error) => string;
}

const UNREACHABLE = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT'];

/** What an operator can do about errors of the AWS SDK that come from the shell, by the error's name, code or message. */
const CURES: readonly Cure[] = [
  {
    isIt: ({ message }) => message === 'Region is missing',
    cure: () => 'no region is given: export AWS_REGION, such as eu-west-1, where the stack is',
  },
  {
    isIt: (error) =>
      /^Region not accepted/.test(error.message) ||
      ('code' in error && UNREACHABLE.includes(String(error.code))),
    cure: ({ AWS_REGION = '' }, { message }) =>
      `AWS cannot be reached (${message}): is AWS_REGION ("${AWS_REGION}") right, and the network?`,
  },
  {
    isIt: ({ name, message }) => name === 'CredentialsProviderError' && /\bSSO\b/.test(message),
    cure: ({ AWS_PROFILE = 'default' }) =>
      `the sign-in has ended or was never made: aws sso login --profile ${AWS_PROFILE}`,
  },
  {
    isIt: ({ name }) => name === 'CredentialsProviderError',
    cure: ({ AWS_PROFILE }) =>
      AWS_PROFILE
        ? `the profile "${AWS_PROFILE}" (AWS_PROFILE) gives no AWS credentials: look into ~/.aws/config and ~/.aws/credentials`
        : 'no AWS credentials are given: export AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
  },
  {
    isIt: ({ name }) => name === 'ResourceNotFoundException',
    cure: (_shell, { message }) =>
      `${message.replace(/\.$/, '')}: are the stage, AWS_REGION and the account right?`,
  },
  {
    isIt: ({ name }) => /^ExpiredToken(Exception)?$/.test(name),
    cure: () => 'the AWS credentials have expired: sign in again (aws sso login)',
  },
  {
    isIt: ({ name }) =>
      /^(InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch)$/.test(name),
    cure: () =>
      'AWS does not know these credentials: look at AWS_PROFILE, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
  },
];

/** Why a command of `bin/` failed; if the shell is at fault and not the deployment, what to do about it. */
export function explainFailure(error: unknown, shell: Shell = process.env): string {
  if (!(error instanceof Error)) return String(error);
  return CURES.find(({ isIt }) => isIt(error))?.cure(shell, error) ?? error.message;
}
