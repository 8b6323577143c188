/** The part of CloudFormation's request to a custom resource that the answer needs. */
export interface CustomResourceRequest {
  ResponseURL: string;
  StackId: string;
  RequestId: string;
  LogicalResourceId: string;
}

export type CustomResourceResult =
  | { status: 'SUCCESS'; physicalId: string; data: object }
  | { status: 'FAILED'; physicalId: string; reason: string };

/** CloudFormation shows no more of a reason. */
const MAX_REASON_CHARACTERS = 1000;

/** PUTs the result to the request's ResponseURL. Without an answer a deployment waits until its timeout. */
export async function answerCloudFormation(
  { ResponseURL, StackId, RequestId, LogicalResourceId }: CustomResourceRequest,
  result: CustomResourceResult,
): Promise<void> {
  const response = await fetch(ResponseURL, {
    method: 'PUT',
    // The URL is signed for a request without content type.
    headers: { 'content-type': '' },
    body: JSON.stringify({
      Status: result.status,
      PhysicalResourceId: result.physicalId,
      StackId,
      RequestId,
      LogicalResourceId,
      ...(result.status === 'SUCCESS'
        ? { Data: result.data }
        : { Reason: result.reason.slice(0, MAX_REASON_CHARACTERS) }),
    }),
  });
  if (!response.ok) throw new Error(`CloudFormation took no answer: ${response.status}`);
}
