/** A value of a CloudFormation template, intrinsic functions included. */
export type TemplateValue =
  | string
  | number
  | boolean
  | null
  | TemplateValue[]
  | { [key: string]: TemplateValue };

export interface TemplateResource {
  Type: string;
  Properties?: Record<string, TemplateValue>;
}

export interface Template {
  Resources: Record<string, TemplateResource>;
  Outputs?: Record<string, { Value: TemplateValue }>;
}

/** A synthesized stack: its template, and the folders of its assets. */
export interface Assembly {
  stackName: string;
  template: Template;
  /** Asset hash → folder or file. */
  assets: Map<string, string>;
}
