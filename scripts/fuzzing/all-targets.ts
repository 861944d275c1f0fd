import { ACTION_TARGETS } from './action-targets.ts';
import { FORMAT_TARGETS } from './format-targets.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { GATE_TARGETS } from './gate-targets.ts';
import { INIT_TARGETS } from './init-targets.ts';
import { REHEARSAL_TARGETS } from './rehearsal-targets.ts';
import { TEXT_TARGETS } from './text-targets.ts';
import { VERSION_TARGETS } from './version-targets.ts';
import { WORKFLOW_TARGETS } from './workflow-targets.ts';

/** Every parser of text from outside. The slow ones come first, so that they do not end alone. */
export const ALL_TARGETS: readonly FuzzTarget[] = [
  ...WORKFLOW_TARGETS,
  ...GATE_TARGETS,
  ...FORMAT_TARGETS,
  ...VERSION_TARGETS,
  ...REHEARSAL_TARGETS,
  ...ACTION_TARGETS,
  ...INIT_TARGETS,
  ...TEXT_TARGETS,
];
