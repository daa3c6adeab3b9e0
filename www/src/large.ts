// Previews of files that are too large to hold: mapped as they are read, with progress, until done or stopped.
import * as core from "./core";
import { previewOptions } from "./options";
import { get, say, update } from "./store";

export async function previewLarge(file: File): Promise<void> {
  get().fileRun?.stop();
  const { select: _, ...options } = previewOptions();
  const { select } = get();
  const run = core.previewFile(
    file,
    get().text,
    { ...options, recordsName: file.name, keep: 200, keepFailing: 500, trace: true, ...(select && { select }) },
    (progress) => {
      const { fileRun } = get();
      if (fileRun?.stop === run.stop) update({ fileRun: { ...fileRun, ...progress } });
    },
  );
  update({
    records: null,
    fileRun: { name: file.name, bytes: 0, total: file.size, records: 0, rejected: 0, isRunning: true, isStopped: false, failed: null, result: null, stop: run.stop },
  });
  const end = (part: Partial<NonNullable<ReturnType<typeof get>["fileRun"]>>) => {
    const { fileRun } = get();
    if (fileRun?.stop === run.stop) update({ fileRun: { ...fileRun, isRunning: false, ...part } });
  };
  try {
    const result = await run.done;
    end({ result, bytes: file.size });
    say(`${file.name}: ${result.summary.records} records mapped, ${result.summary.rejected} would be rejected`);
  } catch (error) {
    const { code, message } = error as core.CoreError;
    if (code === "aborted") {
      end({ isStopped: true });
      say("Stopped");
    } else {
      end({ failed: message });
      say(message);
    }
  }
}
