"""What client and server have in common: commands are JSON objects, one in each line of standard input;
what happened is said in the same form on standard output."""

import asyncio
import base64
import json
import os
import sys

import websockets


def say(event, **details):
    print(json.dumps({"event": event, **details}), flush=True)


def start(begin, perform):
    """Runs begin, then perform with each command; ends when nobody is there to give any."""

    async def run():
        # A line may hold a message of some megaoctets.
        reader = asyncio.StreamReader(limit=64 << 20)
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
        )
        await begin()
        while line := await reader.readline():
            await perform(json.loads(line))
        os._exit(0)

    asyncio.run(run())


def opened(connection):
    extensions = connection.response_headers.get("Sec-WebSocket-Extensions", "")
    say("Opened", subprotocol=connection.subprotocol or "", extensions=extensions)


async def receive(connection, take):
    """Takes each message until the connection is closed, and says how it was."""
    try:
        async for message in connection:
            await take(message)
    except websockets.ConnectionClosedError:
        pass
    await connection.wait_closed()
    say(
        "Closed",
        code=connection.close_code,
        reason=connection.close_reason,
        wasClean=connection.close_code != 1006,
    )


async def never_completed(fragments):
    for fragment in fragments:
        yield fragment
    await asyncio.Event().wait()


async def wait_for_pong(payload, pong):
    try:
        await pong
        say("Pong", payload=payload)
    except websockets.ConnectionClosed:
        pass


TASKS = set()  # else nothing holds them


def later(coroutine):
    task = asyncio.create_task(coroutine)
    TASKS.add(task)
    task.add_done_callback(TASKS.discard)


async def act(connection, command):
    """Does what both roles can do."""
    does = command["does"]
    if does == "SendText":
        await connection.send(command["text"])
    elif does == "SendBinary":
        await connection.send(base64.b64decode(command["base64"]))
    elif does == "SendFragments" and command["complete"]:
        await connection.send(command["fragments"])
    elif does == "SendFragments":
        later(connection.send(never_completed(command["fragments"])))
        await asyncio.sleep(0)  # it runs until it waits
    elif does == "SendNumbers":
        for i in range(command["count"]):
            await connection.send(str(i))
    elif does == "SendPing":
        pong = await connection.ping(command["payload"])
        later(wait_for_pong(command["payload"], pong))
    elif does == "Close":
        await connection.close(command["code"], command["reason"])
    else:
        raise ValueError(f"this library cannot: {does}")
