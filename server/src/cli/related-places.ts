import { readFileSync } from "node:fs";
import type { Place as FilePlace } from "../history/place.ts";
import { decodeSource } from "../project/source-bytes.ts";
import type { RelatedPlace } from "../rules/finding.ts";
import { type Place, Places } from "./places.ts";
import type { FileReport } from "./report.ts";

/** A place that a finding points to. */
export interface FoundPlace {
  readonly path: string;
  readonly location: Place;
  readonly endLocation: Place;
}

/** Finds row and column of places in files that findings point to, the checked ones and others. */
export class RelatedPlaces {
  readonly #reports: ReadonlyMap<string, FileReport>;
  readonly #places = new Map<string, Places | null>();

  constructor(reports: readonly FileReport[]) {
    this.#reports = new Map(reports.map((report) => [report.filename, report]));
  }

  /**
   * Where `place` begins and ends. Columns are in UTF-16 units where the file can't be read any more.
   * @param checked the path of the file that points to it.
   */
  at(place: RelatedPlace["place"], checked: string): FoundPlace {
    if ("path" in place) return this.inFile(place);
    const places = this.#of(checked) ?? new Places("");
    return { path: checked, location: places.at(place.start), endLocation: places.at(place.end) };
  }

  /** As `at`, for a place in a file. */
  inFile({ path, start, end }: FilePlace): FoundPlace {
    const places = this.#of(path);
    const find = ({ line, character }: FilePlace["start"]): Place => ({
      row: line + 1,
      column: places === null ? character + 1 : Array.from(places.line(line + 1).slice(0, character)).length + 1,
    });
    return { path, location: find(start), endLocation: find(end) };
  }

  #of(path: string): Places | null {
    const known = this.#places.get(path);
    if (known !== undefined) return known;
    const text = this.#reports.get(path)?.text ?? readSource(path);
    const places = text === null ? null : new Places(text);
    this.#places.set(path, places);
    return places;
  }
}

function readSource(path: string): string | null {
  try {
    return decodeSource(readFileSync(path)).text;
  } catch {
    return null;
  }
}
