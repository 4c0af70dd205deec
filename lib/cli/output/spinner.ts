/** One animated line at the bottom of the terminal. */
export interface Spinner {
  /** Shows what `text` returns, asked anew for each frame so that a running time runs. */
  show(text: () => string): void;
  stop(): void;
}

/** ora is an ES module and only wanted on a terminal: loaded on demand, `--help` and pipes never pay for it. */
export async function createSpinner(stream: NodeJS.WriteStream): Promise<Spinner> {
  const { default: ora } = await import("ora");
  const spinner = ora({ stream, discardStdin: false, hideCursor: true });
  let text = () => "";
  let timer: NodeJS.Timeout | undefined;
  const refresh = () => {
    spinner.text = text().replace(/\n/g, " ");
  };
  return {
    show(next) {
      text = next;
      refresh();
      if (timer === undefined) {
        spinner.start();
        timer = setInterval(refresh, 100);
        timer.unref();
      }
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
      spinner.stop();
    },
  };
}
