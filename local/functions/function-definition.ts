/** One function of the template. */
export interface FunctionDefinition {
  /** Kebab-case, without the stack's name: `parse-mail`. */
  name: string;
  arn: string;
  /** Folder of the bundle. */
  folder: string;
  /** `file.export` */
  handler: string;
  environment: Record<string, string>;
  timeoutMs: number;
  memoryMegabytes: number;
}
