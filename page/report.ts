import { App } from './view/app';
import { byId } from './view/dom';
import type { Source } from './view/source';
import { describeDestination, describeWorkload } from '../src/report/egress-report';
import type { PageData } from '../src/report/page/page-data';
import type { PicturedDestination, PicturedWorkload } from '../src/report/picture/pictured-egress';

/** Answers from the data that is in the page. */
function sourceOf({ egress, answers, answerOf, objects }: PageData): Source {
  const indices = new Map(egress.workloads.map((workload, index) => [describeWorkload(workload), index]));
  return {
    egress,
    answer: (workload: PicturedWorkload, destination: PicturedDestination) => {
      const index = indices.get(describeWorkload(workload))!;
      const own = egress.workloads[index].destinations.findIndex(each => keyOf(each) === keyOf(destination));
      return { from: describeWorkload(workload), ...answers[answerOf[index][own]] };
    },
    object: name => Object.hasOwn(objects, name) ? objects[name] : undefined,
  };
}

function keyOf(destination: PicturedDestination): string {
  return `${describeDestination(destination)} ${destination.via}`;
}

new App().show(sourceOf(JSON.parse(byId('data').textContent ?? '') as PageData));
