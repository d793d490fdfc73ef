// What client and server have in common: commands are JSON objects, one in each line of standard input;
// what happened is said in the same form on standard output.
import { createInterface } from 'node:readline';

export function say(event, details) {
  process.stdout.write(JSON.stringify({ event, ...details }) + '\n');
}

/** Calls back with each command; ends the process when nobody is there to give any. */
export function onCommand(perform) {
  createInterface({ input: process.stdin })
    .on('line', (line) => perform(JSON.parse(line)))
    .on('close', () => process.exit());
}

/** Says how the connection goes on; messages are up to the caller. */
export function observe(socket) {
  socket.on('pong', (payload) => say('Pong', { payload: payload.toString() }));
  // The event of the browsers' interface, because it alone tells of cleanness.
  socket.addEventListener('close', ({ code, reason, wasClean }) => say('Closed', { code, reason, wasClean }));
  socket.on('error', (error) => process.stderr.write(`${error.message}\n`)); // a close event follows
}

/** Does what both roles can do. */
export function act(socket, command) {
  switch (command.does) {
    case 'SendText':
      return socket.send(command.text);
    case 'SendBinary':
      return socket.send(Buffer.from(command.base64, 'base64'));
    case 'SendFragments':
      return command.fragments.forEach((fragment, i) =>
        socket.send(fragment, { fin: command.complete && i === command.fragments.length - 1 }));
    case 'SendNumbers':
      for (let i = 0; i < command.count; i++) {
        socket.send(`${i}`);
      }
      return;
    case 'SendPing':
      return socket.ping(command.payload);
    case 'Close':
      return socket.close(command.code, command.reason);
    case 'CloseWithoutCode':
      return socket.close();
    default:
      throw new Error(`unknown command ${command.does}`);
  }
}
