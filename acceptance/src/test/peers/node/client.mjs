// A client made with ws. One connection at a time.
import WebSocket from 'ws';
import { act, observe, onCommand, say } from './told.mjs';

let socket;

function connect({ url, subprotocols, deflate }) {
  socket = new WebSocket(url, subprotocols, {
    perMessageDeflate: {
      serverNoContextTakeover: deflate.serverNoContextTakeover,
      clientNoContextTakeover: deflate.clientNoContextTakeover,
      serverMaxWindowBits: deflate.serverMaxWindowBits < 15 ? deflate.serverMaxWindowBits : undefined,
      clientMaxWindowBits: deflate.clientMaxWindowBits < 15 ? deflate.clientMaxWindowBits : true,
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
