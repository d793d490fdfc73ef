"""A server made with websockets. Echoes every message; commands are for the connection that was opened last."""

import told
import websockets
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

connection = None


async def serve(opened):
    global connection
    connection = opened
    told.opened(opened)
    await told.receive(opened, opened.send)


async def begin():
    server = await websockets.serve(
        serve,
        "127.0.0.1",
        0,
        subprotocols=["chat.v1"],
        compression=None,  # that is, none but this
        extensions=[ServerPerMessageDeflateFactory()],
        max_size=None,
    )
    told.say("Listening", port=server.sockets[0].getsockname()[1])


async def perform(command):
    await told.act(connection, command)


told.start(begin, perform)
