import { apiPages } from '../../site/api';
import { slugOf } from '../../site/pages';

const REFERENCE = `# API Reference <a name="API Reference" id="api-reference"></a>

## Constructs <a name="Constructs" id="Constructs"></a>

### Sidecar <a name="Sidecar" id="lib.Sidecar"></a>

Limits what a namespace reaches.

#### Initializers <a name="Initializers" id="lib.Sidecar.Initializer"></a>

\`\`\`typescript
// <code><a href="#lib.Host">Host</a></code>
\`\`\`

| **Name** | **Type** |
| --- | --- |
| <code><a href="#lib.Sidecar.Initializer.parameter.id">id</a></code> | <code>string</code> |
| <code><a href="#lib.Sidecar.property.id">id</a></code> | <code><a href="#lib.Host">Host</a>[]</code> |

##### \`id\`<sup>Required</sup> <a name="id" id="lib.Sidecar.Initializer.parameter.id"></a>

- *Type:* <a href="#lib.Host">Host</a> of <a href="#other.Thing">Thing</a>

##### \`id\`<sup>Required</sup> <a name="id" id="lib.Sidecar.property.id"></a>

## Structs <a name="Structs" id="Structs"></a>

### Host <a name="Host" id="lib.Host"></a>

A host.
`;

test('each class is a page, with links to its own anchors and to other pages, and without HTML', () => {
  const [index, sidecar, host] = apiPages(REFERENCE, slugOf);

  expect(sidecar).toEqual({
    path: 'api/Sidecar.md',
    markdown: `---
search: false
---

# Sidecar

Limits what a namespace reaches.

## Initializers

\`\`\`typescript
// <code><a href="#lib.Host">Host</a></code>
\`\`\`

| **Name** | **Type** |
| --- | --- |
| [\`id\`](#id-required) | \`string\` |
| [\`id\`](#id-required-1) | [\`Host\`](../api/Host.md#host)\`[]\` |

### \`id\`, required

- *Type:* [Host](../api/Host.md#host) of Thing

### \`id\`, required

`,
  });
  expect(host.markdown).toBe('---\nsearch: false\n---\n\n# Host\n\nA host.\n');
  expect(index.path).toBe('API.md');
  expect(index.markdown).toContain('## Constructs\n\n- [Sidecar](api/Sidecar.md)\n\n## Structs\n\n- [Host](api/Host.md)\n');
});
