/** The colours. Each text has a contrast of at least 4.5 to its background, and each line of at least 3. */
const LIGHT = '--ground:#ffffff;--frame:#f3f5f9;--border:#c4ccd8;--box:#ffffff;--ink:#1b2433;--soft:#566176;'
  + '--reached:#0f766e;--passed:#a15c00;--bypassed:#7c3aed;--misrouted:#b3266b;--failing:#c81e1e;--unknown:#5b6577';

const DARK = '--ground:#10151f;--frame:#182030;--border:#3c485c;--box:#10151f;--ink:#e8edf5;--soft:#a3b0c4;'
  + '--reached:#35c9b6;--passed:#f2a93b;--bypassed:#b794ff;--misrouted:#ff7ab6;--failing:#ff7b72;--unknown:#a3b0c4';

const OUTCOMES = ['reached', 'passed', 'bypassed', 'misrouted', 'failing', 'unknown'] as const;

/** The style sheet of a picture in itself or in a page. Colours follow the setting of the reader's system. */
export const PICTURE_STYLE = [
  `.picture{${LIGHT};font-family:"Helvetica Neue",Helvetica,Arial,"Liberation Sans",sans-serif;font-size:13px}`,
  `@media(prefers-color-scheme:dark){.picture{${DARK}}}`,
  '.picture text{fill:var(--ink)}',
  '.picture .ground{fill:var(--ground)}',
  '.picture .frame{fill:var(--frame);stroke:var(--border)}',
  '.picture .box,.picture .hub{fill:var(--box);stroke:var(--border)}',
  '.picture .title,.picture .heading,.picture .sidecar{font-weight:600}',
  '.picture .heading{font-size:16px}',
  '.picture .caption,.picture .note,.picture .count{fill:var(--soft);font-size:11px}',
  '.picture .caption{letter-spacing:.06em;text-transform:uppercase}',
  '.picture .small{font-size:11px}',
  '.picture .line{fill:none;stroke-width:1.5}',
  '.picture .plain .line{stroke:var(--soft);stroke-width:1.25}',
  '.picture .mark{stroke-width:1.6;fill:var(--ground)}',
  '.picture .remark{fill:var(--soft);font-size:11px}',
  '.picture .locked .mark{stroke:var(--soft)}.picture text.locked{fill:var(--soft)}',
  ...OUTCOMES.flatMap(name => [
    `.picture .${name} .line,.picture .${name} .mark{stroke:var(--${name})}`,
    `.picture .${name} .filled,.picture text.${name}{fill:var(--${name})}`,
  ]),
].join('');
