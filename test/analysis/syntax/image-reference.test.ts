import { isImageReference } from '../../../src/analysis/syntax/image-reference';

const DIGEST = `sha256:${'a'.repeat(64)}`;

test.each([
  'repo', 'repo:tag', 'registry.example.com/repo:1.0', 'registry.example.com:5000/a/b', 'localhost/ab', `repo@${DIGEST}`, `registry.example.com/repo:1.0@${DIGEST}`,
  // No registry accepts these, but the webhook does.
  'https://registry.example.com/repo:tag', '/repo', 'repo/', 'a//b', '-x:1', 'REGISTRY.example.com/repo', 'my_registry.example.com/repo', 'repo:-x', '[::1]:5000/repo',
])('%s is accepted', text => {
  expect(isImageReference(text)).toBe(true);
});

test.each([
  'a', 'BOOM', 'registry.example.com/Repo', 'localhost/x', 'https://registry.example.com:5000/repo:tag', 'repo:', 'repo:a b', `repo:${'x'.repeat(129)}`, 'r'.repeat(256),
  'repo@sha256:abc', `repo@${DIGEST}@${DIGEST}`, `repo@${DIGEST.toUpperCase()}`, 'repo@sha512:aa', 'user@registry.example.com/repo', 'regis try.example.com/repo', ' repo', 'ré.po',
])('%s is refused', text => {
  expect(isImageReference(text)).toBe(false);
});
