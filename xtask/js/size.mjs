// Says how large the files of the package are, plain and as a server sends them.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const folder = process.argv[2];
for (const name of readdirSync(folder).filter((name) => /\.(js|wasm)$/.test(name))) {
  const bytes = readFileSync(join(folder, name));
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const sent = brotliCompressSync(bytes, { params });
  const kib = (count) => `${(count / 1024).toFixed(1)} KiB`.padStart(12);
  console.log(`${name.padEnd(20)}${kib(bytes.length)}${kib(sent.length)} with brotli`);
}
