import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeSource, encodeSource, SourceError } from "../../../server/src/project/source-bytes.ts";

const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part))));

describe("a Python source", () => {
  const sources: readonly (readonly [string, Uint8Array, string])[] = [
    ["UTF-8", bytes("x = 'é😀'\r\n"), "x = 'é😀'\r\n"],
    ["a byte order mark", bytes([0xef, 0xbb, 0xbf], "x = 'é'"), "x = 'é'"],
    ["a Latin-1 cookie", bytes("# -*- coding: latin-1 -*-\n# ", [0xe9, 0x80]), "# -*- coding: latin-1 -*-\n# é\u0080"],
    [
      "a cookie in line two",
      bytes("#!/usr/bin/python\n# vim: set fileencoding=cp1251 :\n# ", [0xcf]),
      "#!/usr/bin/python\n# vim: set fileencoding=cp1251 :\n# П",
    ],
    ["an ISO 8859-15 cookie", bytes("# coding=iso8859-15\n# ", [0xa4]), "# coding=iso8859-15\n# €"],
    ["a UTF-8 cookie", bytes("# coding: utf_8\n# é"), "# coding: utf_8\n# é"],
    ["a NUL byte", bytes("x = 1\0"), "x = 1\0"],
    ["a cookie after code, which is none", bytes("x = 1\n# coding: klingon\n"), "x = 1\n# coding: klingon\n"],
    ["a cookie in line three, which is none", bytes("\n\n# coding: klingon\n"), "\n\n# coding: klingon\n"],
  ];
  it.each(sources)("with %s is read and written back as it was", (_, source, text) => {
    const decoded = decodeSource(source);
    expect(decoded.text).toBe(text);
    expect(Buffer.from(encodeSource(decoded.text, decoded))).toEqual(source);
  });

  const broken: readonly (readonly [Uint8Array, string])[] = [
    [bytes("ab", [0xe9], "c"), "not valid UTF-8 (byte 2)"],
    [bytes("ab", [0xe2, 0x82]), "not valid UTF-8 (byte 2)"],
    [bytes("# coding: klingon\n"), "encoding 'klingon' is not supported"],
    [bytes("# coding: utf-16\n"), "encoding 'utf-16' is not supported"],
    [bytes("# coding: shift_jis\n"), "encoding 'shift_jis' is not supported"],
    [bytes("# coding: ascii\n", [0xe9]), "not valid ascii (byte 16)"],
  ];
  it.each(broken)("%j is refused", (source, problem) => {
    expect(() => decodeSource(source)).toThrow(new SourceError(problem));
  });

  it("of any bytes at all is read and written back, or refused", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.constantFrom("", "# coding: latin-1\n", "# coding: koi8-r\n"), (tail, cookie) => {
        const source = bytes(cookie, [...tail]);
        try {
          const decoded = decodeSource(source);
          expect(Buffer.from(encodeSource(decoded.text, decoded))).toEqual(source);
        } catch (error) {
          expect(error).toBeInstanceOf(SourceError);
        }
      }),
    );
  });
});
