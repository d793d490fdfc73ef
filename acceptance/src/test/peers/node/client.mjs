// A client made with ws. One connection at a time.
import WebSocket from 'ws';
import { act, observe, onCommand, say } from './told.mjs';

let socket;

function connect({ url, subprotocols, deflate }) {
  socket = new WebSocket(url, subprotocols, {
    perMessageDeflate: deflate.offered && {
      serverNoContextTakeover: deflate.serverNoContextTakeover || undefined, // with false it would refuse it
      clientNoContextTakeover: deflate.clientNoContextTakeover || undefined,
      serverMaxWindowBits: deflate.serverMaxWindowBits || undefined,
      clientMaxWindowBits: deflate.clientMaxWindowBits || true,
      threshold: 0,
    },
  });
  socket.on('open', function () {
    say('Opened', { subprotocol: this.protocol, extensions: `${this.extensions}` });
  });
  socket.on('unexpected-response', (request, response) => {
    say('Refused', { status: response.statusCode });
    request.destroy();
  });
  socket.on('message', (data, isBinary) =>
    isBinary ? say('Binary', { base64: data.toString('base64') }) : say('Text', { text: data.toString() }));
  observe(socket);
}

onCommand((command) => (command.does === 'Connect' ? connect(command) : act(socket, command)));
