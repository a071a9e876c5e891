/** A node of a CRD's structural schema. Keywords have their OpenAPI names; those of Kubernetes are without the prefix `x-kubernetes-`. */
export interface SchemaNode {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  /** `int32`, `int64`, `uint32`, `byte` and so on. A format that the API server doesn't know sets no limit. */
  readonly format?: string;
  readonly nullable?: boolean;
  /** An integer or a string (`x-kubernetes-int-or-string`). Such a node has no type. */
  readonly intOrString?: boolean;
  /** Unknown fields are kept (`x-kubernetes-preserve-unknown-fields`). */
  readonly preserveUnknownFields?: boolean;
  /** `set` or `map`: defines which items of a list are duplicates (`x-kubernetes-list-type`). */
  readonly listType?: string;
  readonly listMapKeys?: readonly string[];
  /** The API server sets the field if it is missing. */
  readonly defaulted?: boolean;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  /** In characters. */
  readonly minLength?: number;
  /** In characters. */
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly exclusiveMaximum?: boolean;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly required?: readonly string[];
  /** CEL expressions (`x-kubernetes-validations`). */
  readonly rules?: readonly string[];
  readonly allOf?: readonly SchemaNode[];
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly not?: SchemaNode;
  readonly items?: SchemaNode;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
}
