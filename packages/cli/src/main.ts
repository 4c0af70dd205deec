#!/usr/bin/env node
import { runProgram } from "./program";

// `… | head` closes the pipe: no reason for a stack trace
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") {
      throw error;
    }
  });
}

void runProgram(process.argv, "node");
