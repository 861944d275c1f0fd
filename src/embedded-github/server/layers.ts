import { accessLayer, permissionLayer } from './access-layers.ts';
import { endpointLayer } from './endpoint-layer.ts';
import type { Layer } from './exchange.ts';
import { faultLayer, refusingFaultLayer, somebodyElseLayer, tokenFaultLayer } from './fault-layers.ts';
import { limitLayer, spendingLayer } from './limit-layers.ts';
import { crashLayer, logLayer } from './log-layer.ts';
import { peopleLayer } from './people.ts';
import { responseLayer } from './response-layer.ts';
import { routeLayer } from './route-layer.ts';
import type { Service } from './service.ts';
import { webLayer } from './web-layer.ts';
import { advanceLayer, saveLayer } from './world-layers.ts';

/** What happens to every request, from the outside in. Answers go the other way, from the last line to the first. */
export const layersOf = (github: Service): readonly Layer[] => [
  crashLayer(github),
  logLayer(github),
  spendingLayer(github),
  responseLayer(github),
  saveLayer(github),
  advanceLayer(github),
  peopleLayer(github),
  faultLayer(github),
  somebodyElseLayer(github),
  tokenFaultLayer(github),
  webLayer(github),
  accessLayer(github),
  limitLayer(github),
  refusingFaultLayer(github),
  routeLayer(github),
  permissionLayer(github),
  endpointLayer(github),
];
