import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Prints the files of a folder, each after its name. */
const [folder] = process.argv.slice(2);
for (const file of readdirSync(folder).sort()) {
  process.stdout.write(`\n# ${join(folder, file)}\n${readFileSync(join(folder, file), 'utf8')}`);
}
