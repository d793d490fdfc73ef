// A server made with ws. Echoes every message; commands are for the connection that was opened last. With the
// argument plain it has no permessage-deflate.
import { WebSocketServer } from 'ws';
import { act, observe, onCommand, say } from './told.mjs';

const SUBPROTOCOL = 'chat.v1';
let socket;

const server = new WebSocketServer({
  host: '127.0.0.1',
  port: 0,
  perMessageDeflate: !process.argv.includes('plain') && { threshold: 0 },
  handleProtocols: (offered) => offered.has(SUBPROTOCOL) && SUBPROTOCOL,
});
server.on('listening', () => say('Listening', { port: server.address().port }));
server.on('connection', (connection) => {
  socket = connection;
  say('Opened', { subprotocol: connection.protocol, extensions: `${connection.extensions}` });
  connection.on('message', (data, isBinary) => connection.send(data, { binary: isBinary }));
  observe(connection);
});

onCommand((command) => act(socket, command));
