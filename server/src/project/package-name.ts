/** What a Python package is called in comparisons, however it is written (PEP 503). */
export function packageName(written: string): string {
  return written
    .trim()
    .toLowerCase()
    .replace(/[-_.]+/g, "-");
}
