import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildPage } from './build-page';

const FOLDER = resolve(__dirname, '..', 'dist');

mkdirSync(FOLDER, { recursive: true });
writeFileSync(join(FOLDER, 'playground.html'), buildPage('playground'));
process.stdout.write('dist/playground.html is the playground: open it in a browser, or put it on any web server\n');
