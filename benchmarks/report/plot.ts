import { init } from 'echarts';
import type { RowResults } from './results';

const WIDTH = 760;
const HEIGHT = 420;

/** The figures that are drawn over the size. */
const FIGURES = [
  { name: 'time', axis: 'processor time in s', of: 'processor' },
  { name: 'memory', axis: 'memory in MB', of: 'memory' },
] as const;

/** Pictures of a row by name, as SVG: time and memory over the size. None for a row with one size. */
export function plotsOf({ name, title, unit, contenders, measurements }: RowResults): Readonly<Record<string, string>> {
  if (new Set(measurements.map(({ size }) => size)).size < 2) { return {}; }
  return Object.fromEntries(FIGURES.map(({ name: figure, axis, of }) => {
    const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
    try {
      chart.setOption({
        animation: false,
        backgroundColor: '#ffffff',
        aria: { enabled: true, decal: { show: false } },
        title: { text: title.replaceAll('`', ''), left: 'center', top: 8, textStyle: { fontSize: 14, fontWeight: 'normal', width: WIDTH - 40, overflow: 'truncate' } },
        legend: { bottom: 8, itemWidth: 18 },
        grid: { left: 70, right: 30, top: 48, bottom: 90 },
        // On two logarithmic axes, what is linear rises by one decade in each.
        xAxis: { type: 'log', name: unit, nameLocation: 'middle', nameGap: 26, minorSplitLine: { show: true } },
        yAxis: { type: 'log', name: axis, nameLocation: 'middle', nameGap: 48 },
        series: contenders.map(contender => ({
          type: 'line',
          name: contender,
          symbolSize: 6,
          data: measurements.filter(each => each.contender === contender).map(each => [each.size, Number(each[of].toFixed(3))]),
        })),
      });
      return [`${name}-${figure}.svg`, chart.renderToSVGString()];
    } finally {
      chart.dispose();
    }
  }));
}
