import { renderImageRef } from '../../../src/dynatrace/pods/image-ref';

test.each([
  'dynatrace/agent', 'agent', 'docker.io/dynatrace/agent', 'localhost:5000/agent', 'REGISTRY.example/a/b_c/d.e', '198.51.100.7:5000/agent',
])('%s is a repository', repository => {
  expect(renderImageRef('imageRef', { repository })).toEqual({ repository });
});

test.each([
  '', 'agent:1', 'registry.example/agent:1', 'https://registry.example/agent', 'registry.example:port/agent', 'registry.example/Agent', 'a//b', '/a', 'a/', 'a b', 'a@sha256:00',
])('%s is not a repository', repository => {
  expect(() => renderImageRef('imageRef', { repository })).toThrow(new Error(
    `'imageRef.repository' must be a registry and repository without scheme and tag, such as "registry.example.com/dynatrace/agent", got "${repository}"`,
  ));
});

test('an image without any field is not written', () => {
  expect([renderImageRef('imageRef', undefined), renderImageRef('imageRef', {})]).toEqual([undefined, undefined]);
});
