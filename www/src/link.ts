// A link that holds the work: compressed, in the fragment, which no server sees.
import type { Opened } from "./document";

const MARK = "#work=";

interface Carried {
  n: string;
  t: string;
  f?: Record<string, string>;
  r?: { name: string; text: string };
  s?: string;
}

/** The address of this page with the work in its fragment. */
export async function linkOf(work: Opened): Promise<string> {
  const carried: Carried = {
    n: work.name,
    t: work.text,
    ...(work.files && Object.keys(work.files).length > 0 && { f: work.files }),
    ...(work.records && { r: work.records }),
    ...(work.select && { s: work.select }),
  };
  const stream = new Blob([JSON.stringify(carried)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  const data = btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  return `${location.href.split("#")[0]}${MARK}${data}`;
}

/** Does an address hold work? */
export function holdsWork(address: string): boolean {
  return address.includes(MARK);
}

/** No text that a person made is larger; what is would only fill memory. */
const MOST = 32 << 20;

/** The work in an address. It throws where there is none that can be read. */
export async function workOf(address: string): Promise<Opened> {
  const data = address.slice(address.indexOf(MARK) + MARK.length).replaceAll("-", "+").replaceAll("_", "/");
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).pipeThrough(new TextDecoderStream());
  let text = "";
  for await (const part of stream as unknown as AsyncIterable<string>) {
    text += part;
    if (text.length > MOST) throw new Error("it holds too much");
  }
  const carried = JSON.parse(text) as Carried;
  if (typeof carried.t !== "string" || typeof carried.n !== "string") throw new Error("it holds no document");
  const files = Object.entries(carried.f ?? {}).filter(([, file]) => typeof file === "string");
  const records = carried.r && typeof carried.r.text === "string" ? { name: String(carried.r.name), text: carried.r.text } : null;
  return { name: carried.n, text: carried.t, files: Object.fromEntries(files), records, select: typeof carried.s === "string" ? carried.s : "" };
}
