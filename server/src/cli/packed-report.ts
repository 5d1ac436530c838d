import { deflateRawSync, inflateRawSync } from "node:zlib";
import { decodeSource } from "../project/source-bytes.ts";
import type { Finding } from "../rules/finding.ts";
import type { FileReport } from "./report.ts";

/**
 * A report as bytes, outside of V8's heap, unpacked anew by whoever looks at it: as objects, the findings of ten thousand migrations with
 * their fixes would be most of what a run holds.
 */
export class PackedReport implements FileReport {
  readonly filename: string;
  readonly displayName: string;
  readonly #source: Uint8Array;
  /** The findings, as `packed` made them. */
  readonly packed: Uint8Array;

  /** @param source what the findings are in, as bytes. */
  constructor(
    { filename, displayName }: Pick<FileReport, "filename" | "displayName">,
    source: Uint8Array,
    packed: Uint8Array,
  ) {
    this.filename = filename;
    this.displayName = displayName;
    this.#source = source;
    this.packed = packed;
  }

  get text(): string {
    return decodeSource(this.#source).text;
  }

  get findings(): readonly Finding[] {
    if (this.packed.length === 0) return [];
    const unpacked: unknown = JSON.parse(inflateRawSync(this.packed).toString());
    return areFindings(unpacked) ? unpacked : [];
  }
}

/** Findings as bytes; none of them where there are none. */
export function packed(findings: readonly Finding[]): Uint8Array {
  if (findings.length === 0) return new Uint8Array();
  // A copy: what zlib gives is part of a place of 16 kB. Not a Buffer: its place would be shared with what is long forgotten.
  return new Uint8Array(deflateRawSync(JSON.stringify(findings), { level: 1 }));
}

/** This program has packed them; what a cache has kept has its own digest. */
function areFindings(value: unknown): value is readonly Finding[] {
  return Array.isArray(value);
}
