/** What is left of a line without these characters at its beginning and its end; `start` and `end` are equal where nothing is. */
export function trimDecoration(body: string, decoration: string): { start: number; end: number } {
  let start = 0;
  let end = body.length;
  while (start < end && decoration.includes(body[start] ?? '')) start++;
  while (end > start && decoration.includes(body[end - 1] ?? '')) end--;
  return { start, end };
}
