import { Judge, JudgeMissing } from '../../../conformance/protocol/judge';

/** A judge that answers with the question, until one asks it to end. */
const ECHO = `require('node:readline').createInterface({ input: process.stdin }).on('line', line => {
  const question = JSON.parse(line);
  if (question.meshConfig?.die) { require('node:fs').writeSync(2, 'no good\\n'); process.exit(3); }
  console.log(JSON.stringify({ id: question.id, findings: question.objects }));
})`;

test('answers belong to their questions, however many are asked at a time', async () => {
  const judge = await Judge.start(process.execPath, ['-e', ECHO]);
  const asked = Array.from({ length: 100 }, (_, index) => [{ apiVersion: 'v1', kind: `Kind${index}` }]);
  const responses = await Promise.all(asked.map(objects => judge.ask({ kind: 'findings', objects })));
  await judge.close();
  expect(responses.map(({ findings }) => findings)).toEqual(asked);
});

test('after a judge has ended, open and later questions fail', async () => {
  const judge = await Judge.start(process.execPath, ['-e', ECHO]);
  const owed = [judge.ask({ kind: 'findings', objects: [], meshConfig: { die: true } }), judge.ask({ kind: 'findings', objects: [] })];
  expect(await Promise.allSettled(owed)).toEqual([
    { status: 'rejected', reason: new Error('no good') },
    { status: 'rejected', reason: new Error('no good') },
  ]);
  await expect(judge.ask({ kind: 'findings', objects: [] })).rejects.toEqual(new Error('no good'));
});

test('a judge that cannot be built reports what is missing', async () => {
  const attempt = Judge.start(process.execPath, ['-e', 'console.error("the judge cannot be built: Go is missing"); process.exitCode = 1']);
  await expect(attempt).rejects.toEqual(new JudgeMissing('the judge cannot be built: Go is missing'));
});

test('a judge that does not exist is missing', async () => {
  await expect(Judge.start('/nowhere/judge')).rejects.toThrow(JudgeMissing);
  await expect(Judge.start('/nowhere/judge')).rejects.toThrow('spawn /nowhere/judge ENOENT');
});
