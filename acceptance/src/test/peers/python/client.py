"""A client made with websockets. One connection at a time."""

import base64

import told
import websockets
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory

connection = None


async def take(message):
    if isinstance(message, str):
        told.say("Text", text=message)
    else:
        told.say("Binary", base64=base64.b64encode(message).decode())


def offer(deflate):
    return ClientPerMessageDeflateFactory(
        server_no_context_takeover=deflate["serverNoContextTakeover"],
        client_no_context_takeover=deflate["clientNoContextTakeover"],
        server_max_window_bits=deflate["serverMaxWindowBits"] or None,
        client_max_window_bits=deflate["clientMaxWindowBits"] or True,
    )


async def connect(command):
    global connection
    deflate = command["deflate"]

    try:
        connection = await websockets.connect(
            command["url"],
            subprotocols=command["subprotocols"] or None,
            compression=None,  # that is, none but this
            extensions=[offer(deflate)] if deflate["offered"] else None,
            max_size=None,
        )
    except websockets.InvalidStatusCode as refused:
        told.say("Refused", status=refused.status_code)
        return
    told.opened(connection)
    told.later(told.receive(connection, take))


async def begin():
    pass


async def perform(command):
    if command["does"] == "Connect":
        await connect(command)
    else:
        await told.act(connection, command)


told.start(begin, perform)
