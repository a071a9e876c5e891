import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FaultCase, wrongIn } from './fault-case';

const files = readdirSync(__dirname).filter(name => name.endsWith('.json')).sort();

describe.each(files)('%s', file => {
  const cases = JSON.parse(readFileSync(join(__dirname, file), 'utf8')) as FaultCase[];

  test.each(cases)('$id: $right', each => {
    expect(wrongIn(each)).toEqual([]);
  });
});
