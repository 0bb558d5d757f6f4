import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const TEXT = new Set([".css", ".js", ".json", ".svg", ".txt"]);

const compressors = [
  { extension: "br", compress: promisify(brotliCompress), options: { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } } }, // default quality 11
  { extension: "gz", compress: promisify(gzip), options: { level: 9 } },
] as const;

/** Writes a `.br` and a `.gz` file beside each text file below `directory`, at the highest compression, because it is done only once. */
export async function precompress(directory: string): Promise<void> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && TEXT.has(path.extname(entry.name)));
  await Promise.all(
    files.map(async (entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const content = await readFile(file);
      for (const { extension, compress, options } of compressors) await writeFile(`${file}.${extension}`, await compress(content, options));
    }),
  );
}
