/** Source: GitHub documentation, "Workflow commands for GitHub Actions", multiline strings. */
export function readOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const match = /^([^<=]+)<<(.+)$/.exec(lines[at] ?? '');
    if (match === null) continue;
    const end = lines.indexOf(match[2] ?? '', at + 1);
    outputs[match[1] ?? ''] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return outputs;
}
