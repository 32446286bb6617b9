import type {TimelineFinding, TimelineLane} from '../../model/report.ts';
import type {ViewInput} from '../view/view.ts';
import {lanes} from './lanes.ts';
import {secondsLabel} from './scale.ts';
import type {Figure} from './svg.ts';
import {waterfall} from './waterfall.ts';

/** The connections beside one another; undefined for a single one, of which it would show nothing new. */
export function connectionsFigure({report, locale}: ViewInput): Figure | undefined {
  const found = report.findings.timeline;
  if (!found.available || !report.focus || found.lanes.length < 2) return undefined;
  const words = locale.figures.connections;
  const {seconds} = locale.format;
  const port = ({stream}: TimelineLane) => report.connections[stream]?.client.port ?? 0;
  const text = (lane: TimelineLane) =>
    words.laneText({
      stream: lane.stream,
      port: port(lane),
      from: seconds(lane.startNs),
      to: seconds(lane.endNs),
      exchanges: lane.exchanges.length,
    });
  return lanes(found.lanes, report.focus.stream, {
    title: words.title,
    description: words.description({lanes: found.lanes.map(text).join(' ')}),
    lane: (lane) => words.lane(lane.stream, port(lane)),
    seconds: secondsLabel,
    legend: words.legend,
  });
}

/** Connections of the explained one's two hosts that were open at the same time as another of them. */
export function parallelStreams({report}: ViewInput): number[] {
  const found = report.findings.timeline;
  const focus = report.focus && report.connections[report.focus.stream];
  if (!found.available || !focus) return [];
  const same = found.lanes.filter(({stream}) => {
    const other = report.connections[stream];
    return other?.client.address === focus.client.address && other.server.address === focus.server.address;
  });
  return same
    .filter((lane) => same.some((other) => other !== lane && other.startNs < lane.endNs && lane.startNs < other.endNs))
    .map(({stream}) => stream);
}

/** Undefined where no phase is known. */
export function waterfallFigure({report, locale}: ViewInput): Figure | undefined {
  const found = report.findings.timeline;
  if (!found.available || found.phases.length < 2) return undefined;
  const words = locale.figures.waterfall;
  const {duration} = locale.format;
  const text = ({phase, fromNs, toNs}: TimelineFinding['phases'][number]) =>
    words.text({phase: words.phase[phase], duration: duration(toNs - fromNs)});
  return waterfall(found.phases, {
    title: words.title,
    description: words.description({phases: found.phases.map(text).join(' ')}),
    phase: (phase) => words.phase[phase],
    duration,
    frames: words.frames,
  });
}
