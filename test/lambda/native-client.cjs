/**
 * AWS's runtime interface client is JavaScript but for its HTTP client of the Runtime API, an addon that is compiled with curl. This stands in its
 * place, by what AWS's documentation says of the Runtime API ("Using the Lambda runtime API"), so that nothing has to be compiled. The next invocation
 * is fetched by AWS's own second client (AWS_LAMBDA_NODEJS_USE_ALTERNATIVE_CLIENT_1).
 */
const http = require('node:http');
const Module = require('node:module');

const agent = new http.Agent({ keepAlive: true });

function post(place, body) {
  const url = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation/${place}`;
  http.request(url, { method: 'POST', agent }, (answer) => answer.resume()).end(body);
}

const client = {
  done: (id, body) => post(`${id}/response`, body),
  error: (id, body) => post(`${id}/error`, body),
};

const load = Module._load;
Module._load = (request, ...rest) =>
  request === './rapid-client.node' ? client : load(request, ...rest);
