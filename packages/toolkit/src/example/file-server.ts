import { createReadStream, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";

/**
 * Serves the files of one folder on 127.0.0.1, while an example runs on the sandbox: what the example would fetch from
 * the internet, and the sandbox cannot reach.
 */
export class FileServer {
  public static async start(dir: string): Promise<FileServer> {
    const server = createServer((request, response) => {
      // the name alone: no path leads out of the folder
      const file = join(dir, basename((request.url ?? "/").replace(/\?.*/, "")));
      const found = statSync(file, { throwIfNoEntry: false });
      if (found?.isFile() !== true) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, { "content-type": "application/octet-stream", "content-length": found.size });
      if (request.method === "HEAD") {
        response.end();
      } else {
        createReadStream(file).pipe(response);
      }
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject).listen(0, "127.0.0.1", resolve);
    });
    return new FileServer(server);
  }

  private constructor(private readonly server: Server) {}

  public get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
