/** Offsets between which a line remains without these characters at both ends. `start === end` when nothing remains. */
export function trimDecoration(body: string, decoration: string): { start: number; end: number } {
  let start = 0;
  let end = body.length;
  while (start < end && decoration.includes(body[start] ?? '')) start++;
  while (end > start && decoration.includes(body[end - 1] ?? '')) end--;
  return { start, end };
}
