package gatepost.cli;

import tools.jackson.databind.JsonNode;

/** Names what was found in a file, for a message. */
final class Found {
    private static final int LONGEST = 60;

    private Found() {}

    static String describe(JsonNode node) {
        if (node.isNull()) {
            return "nothing";
        }
        if (node.isArray()) {
            return "a list";
        }
        if (node.isObject()) {
            return "keys and values";
        }
        return node.isString() ? quoted(node.asString()) : node.asString();
    }

    static String quoted(String text) {
        return '"' + Printable.clipped(text, LONGEST) + '"';
    }
}
