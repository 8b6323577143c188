/** What `npm start -- --help` says. */
export const USAGE = `npm start: the whole pipeline on this machine, from the template that would be deployed.

It needs no account and no Docker, listens on 127.0.0.1 alone, and ends with Ctrl-C.

Variables:
  PIPING_HTTP_PORT    console at /, chat API under /v1, controls under /local (8080)
  PIPING_SMTP_PORT    the door that plays SES receiving (2525)
  PIPING_DOMAIN       the receiving domain (piping.example)
  PIPING_ADDRESS      the piping address (support@piping.example)
  PIPING_OTHER_ADDRESSES, PIPING_WHOLE_DOMAIN=true   further addresses that receive (none)
  PIPING_API_TOKEN    bearer token of the chat API (local-token)
  PIPING_DATA_DIR     keep state in this folder between runs (nothing is kept)
  DYNAMODB_ENDPOINT   another DynamoDB, such as DynamoDB Local (an embedded one)
  PIPING_DNS_SERVER   IP address and port of the resolver for our own DKIM checks (no look-ups)
  PIPING_FUNCTION_LOGS=whole   show every line that the functions write
  NO_COLOR=1          no colours

Example:
  PIPING_DATA_DIR=./data PIPING_HTTP_PORT=9000 npm start

docs/local-pipeline.md says more.`;
